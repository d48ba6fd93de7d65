import { beforeEach, expect, test } from "vitest";
import { ApiError } from "../api/errors";
import { Pictures } from "./pictures";
import type { Player } from "./player";
import { Removing } from "./removing";

let kept: readonly number[];
let pictures: Pictures;
let shown: number[];
let removing: Removing;
let refusal: Error | null;

beforeEach(() => {
  [kept, shown, refusal] = [[], [], null];
  const meta = { frames: [], deleted_frames: [] };
  pictures = new Pictures({ start_frame: 0, stop_frame: 2, mode: "annotation" }, meta);
  const server = {
    read: async () => kept,
    write: async (frames: readonly number[]) => {
      if (refusal) throw refusal;
      kept = frames;
      return kept;
    },
  };
  const player = { goTo: (frame: number) => shown.push(frame) } as unknown as Player;
  removing = new Removing(server, pictures, player);
});

test("a removed frame is kept as removed, left, and can be brought back", async () => {
  await removing.remove(1);
  expect([kept, pictures.numbers, shown, removing.last]).toEqual([[1], [0, 2], [1], 1]);
  await removing.restore(1);
  expect([kept, pictures.numbers, removing.last]).toEqual([[], [0, 1, 2], null]);
});

test("what somebody else removed meanwhile stays removed", async () => {
  kept = [2];
  await removing.remove(1);
  expect(kept).toEqual([1, 2]);
  expect(pictures.numbers).toEqual([0]);
});

test("the only frame stays", async () => {
  await removing.remove(1);
  await removing.remove(2);
  expect(removing.canRemove(0)).toBe(false);
  await removing.remove(0);
  expect(kept).toEqual([1, 2]);
});

test("a refusal is told and nothing is removed", async () => {
  refusal = new ApiError(403, "forbidden", "You may not change this job.");
  await removing.remove(1);
  expect([removing.problem, pictures.numbers]).toEqual(["You may not change this job.", [0, 1, 2]]);
});
