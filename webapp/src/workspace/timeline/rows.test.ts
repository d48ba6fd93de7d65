import { expect, test } from "vitest";
import { newShape, newTrack } from "../../core/records";
import { timelineRows } from "./rows";

const at = (frame: number, outside = false) => ({
  ...newShape({ type: "rectangle", frame, labelId: 1, points: [0, 0, 1, 1] }),
  outside,
});

test("a track is drawn from keyframe to keyframe, and broken where it is out of sight", () => {
  const shapes = [at(2), at(5), at(8, true), at(12)];
  const track = newTrack({ frame: 2, labelId: 1, shapes });
  const [row] = timelineRows([track], 20);
  expect(row?.keyframes).toEqual([2, 5, 8, 12]);
  expect(row?.spans).toEqual([
    { from: 2, to: 7, outside: false },
    { from: 8, to: 11, outside: true },
    { from: 12, to: 20, outside: false },
  ]);
});

test("shapes and tags have no row", () => {
  expect(timelineRows([at(3)], 20)).toEqual([]);
});
