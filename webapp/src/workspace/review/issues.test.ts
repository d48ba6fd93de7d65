import { expect, test } from "vitest";
import { areaOf, type Issue, neighbourIssue, outlineOf } from "./issues";

const issue = (id: number, frame: number, resolved = false): Issue => ({
  id,
  frame,
  resolved,
  position: [3, 4],
  comments: [],
});

test("two pairs are opposite corners of a box, more are an outline", () => {
  expect(outlineOf({ position: [5, 8, 1, 2] })).toEqual([1, 2, 5, 2, 5, 8, 1, 8]);
  expect(outlineOf({ position: [0, 0, 4, 0, 2, 3] })).toEqual([0, 0, 4, 0, 2, 3]);
  expect(areaOf({ ...issue(1, 0), position: [0, 0, 4, 0, 2, 3] })).toMatchObject({ bottom: 3 });
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
