import { expect, test } from "vitest";
import { type Reach, reached } from "./propagation";

const NUMBERS = [0, 2, 4, 6, 8];
const to = (given: Partial<Reach>, frame = 4) =>
  reached(
    NUMBERS,
    frame,
    { direction: "forward", count: null, onlyEmpty: false, ...given },
    (n) => n !== 6,
  );

test("frames are reached from the nearest on, in either direction", () => {
  expect(to({})).toEqual([6, 8]);
  expect(to({ direction: "backward" })).toEqual([2, 0]);
  expect(to({ direction: "backward", count: 1 })).toEqual([2]);
  // A frame that was removed is shown, yet not among them.
  expect(to({ count: 1 }, 3)).toEqual([4]);
});

test("frames with objects are left out where asked, and are not made up for", () => {
  expect(to({ onlyEmpty: true })).toEqual([8]);
  expect(to({ onlyEmpty: true, count: 1 })).toEqual([]);
});
