import { expect, test } from "vitest";
import { blendCurves } from "./curves";

test("equal numbers of points in step move in straight lines", () => {
  const blended = blendCurves([0, 0, 10, 0, 10, 10], [20, 0, 30, 0, 30, 10], 0.5, true);
  expect(blended).toEqual([10, 0, 20, 0, 20, 10]);
});

test("the same curve stays the same", () => {
  const curve = [0, 0, 5, 5, 9, 0];
  expect(blendCurves(curve, [...curve], 0.3, false)).toBe(curve);
});

test("a point splits into those it has no partner for", () => {
  const blended = blendCurves([0, 0, 100, 0], [0, 10, 50, 10, 100, 10], 0.5, false);
  expect(blended).toEqual([0, 5, 25, 5, 100, 5]);
});

test("points that join one another are thinned out", () => {
  const left = [0, 0, 48, 0, 50, 0, 52, 0, 100, 0];
  const blended = blendCurves(left, [0, 10, 50, 10, 100, 10], 1, false);
  expect(blended).toEqual([0, 10, 50, 10, 100, 10]);
});

test("a polygon never loses so many points that nothing is left of it", () => {
  const speck = [5, 5, 5, 5, 5, 5];
  const blended = blendCurves([0, 0, 10, 0, 10, 10, 0, 10], speck, 1, true);
  expect(blended.length).toBeGreaterThanOrEqual(6);
});
