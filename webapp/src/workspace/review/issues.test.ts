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

test("one goes from frame to frame with something left to do", () => {
  const issues = [issue(1, 0), issue(2, 4, true), issue(3, 7)];
  expect(neighbourIssue(issues, 0, 1)?.id).toBe(3);
  expect(neighbourIssue(issues, 7, -1)?.id).toBe(1);
  expect(neighbourIssue(issues, 7, 1)).toBeNull();
});
