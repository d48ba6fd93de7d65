import { expect, test } from "vitest";
import { areaOf, type Issue, neighbourIssue, positionOf } from "./issues";

const issue = (id: number, frame: number, resolved = false): Issue => ({
  id,
  frame,
  resolved,
  position: [3, 4],
  comments: [],
});

test("a place is one pair, an area its corners, and both are read back", () => {
  expect(positionOf({ left: 3, top: 4, right: 3, bottom: 4 })).toEqual([3, 4]);
  const area = { left: 1, top: 2, right: 5, bottom: 8 };
  expect(areaOf({ ...issue(1, 0), position: positionOf(area) })).toEqual(area);
});

test("one goes from frame to frame with something to do", () => {
  const issues = [issue(1, 0), issue(2, 4), issue(3, 7)];
  const next = (frame: number, by: 1 | -1, shown: number | null = null) =>
    neighbourIssue(issues, { frame, issue: shown }, by)?.id;
  expect([next(0, 1), next(0, 1, 1), next(1, 1), next(7, 1, 3)]).toEqual([1, 2, 2, undefined]);
  expect([next(7, -1), next(7, -1, 3), next(5, -1), next(0, -1, 1)]).toEqual([3, 2, 2, undefined]);
});

test("issues of one frame are gone through one after the other", () => {
  const issues = [issue(4, 2), issue(5, 2), issue(6, 9)];
  const from = (shown: number | null, by: 1 | -1) =>
    neighbourIssue(issues, { frame: 2, issue: shown }, by)?.id;
  expect([from(null, 1), from(4, 1), from(5, 1), from(5, -1)]).toEqual([4, 5, 6, 4]);
  // One that is shown but not on this frame was left behind.
  expect(from(6, 1)).toBe(4);
});
