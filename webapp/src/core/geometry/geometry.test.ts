import { describe, expect, test } from "vitest";
import {
  bearing,
  boxAround,
  boxBetween,
  clampMove,
  distanceToPath,
  distanceToSegment,
  isInside,
  normaliseDegrees,
  pathLength,
  polygonArea,
  rotate,
  shortestTurn,
  toFlat,
  toPoints,
} from ".";

const square = toPoints([0, 0, 10, 0, 10, 10, 0, 10]);

test("flat lists and points turn into each other", () => {
  expect(toFlat(toPoints([1, 2, 3, 4]))).toEqual([1, 2, 3, 4]);
});

describe("boxes", () => {
  test("between any two corners", () => {
    const box = { left: 1, top: 2, right: 5, bottom: 8 };
    expect(boxBetween({ x: 5, y: 2 }, { x: 1, y: 8 })).toEqual(box);
    expect(boxAround([5, 8, 1, 2])).toEqual(box);
  });

  test("a move stops at the limits", () => {
    const limits = { left: 0, top: 0, right: 100, bottom: 100 };
    const box = { left: 10, top: 10, right: 30, bottom: 30 };
    expect(clampMove(box, { x: -50, y: 200 }, limits)).toEqual({ x: -10, y: 70 });
  });

  test("a box outside the limits may come back but not go farther", () => {
    const limits = { left: 0, top: 0, right: 100, bottom: 100 };
    const outside = { left: -20, top: 0, right: 10, bottom: 10 };
    expect(clampMove(outside, { x: 5, y: 0 }, limits).x).toBe(5);
    expect(clampMove(outside, { x: -5, y: 0 }, limits).x + 0).toBe(0);
  });
});

describe("paths", () => {
  test("distance to a segment is to its nearest end beyond it", () => {
    expect(distanceToSegment({ x: 5, y: 3 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(3);
    expect(distanceToSegment({ x: 13, y: 4 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(5);
    expect(distanceToSegment({ x: 3, y: 4 }, { x: 0, y: 0 }, { x: 0, y: 0 })).toBe(5);
  });

  test("only a closed path has a side back to its start", () => {
    expect(distanceToPath({ x: 1, y: 5 }, square, true)).toBe(1);
    expect(distanceToPath({ x: 1, y: 5 }, square, false)).toBe(5);
    expect(distanceToPath({ x: 1, y: 5 }, [], true)).toBe(Infinity);
  });

  test("inside is by the even-odd rule", () => {
    expect(isInside({ x: 5, y: 5 }, square)).toBe(true);
    expect(isInside({ x: 15, y: 5 }, square)).toBe(false);
    const notched = toPoints([0, 0, 10, 0, 10, 10, 5, 2, 0, 10]);
    expect(isInside({ x: 5, y: 5 }, notched)).toBe(false);
  });

  test("area and length", () => {
    expect(polygonArea(square)).toBe(100);
    expect(pathLength(square)).toBe(30);
  });
});

describe("rotation", () => {
  test("is clockwise on screen", () => {
    const turned = rotate({ x: 10, y: 0 }, { x: 0, y: 0 }, 90);
    expect(turned.x).toBeCloseTo(0);
    expect(turned.y).toBeCloseTo(10);
  });

  test("bearings start at the top", () => {
    const centre = { x: 5, y: 5 };
    expect(bearing(centre, { x: 5, y: 0 })).toBe(0);
    expect(bearing(centre, { x: 10, y: 5 })).toBe(90);
    expect(bearing(centre, { x: 0, y: 5 })).toBe(270);
  });

  test("turns go the shorter way", () => {
    expect(shortestTurn(350, 10)).toBe(20);
    expect(shortestTurn(10, 350)).toBe(-20);
    expect(shortestTurn(90, 270)).toBe(180);
    expect(shortestTurn(270, 90)).toBe(180);
    expect(normaliseDegrees(-30)).toBe(330);
    expect(normaliseDegrees(720)).toBe(0);
  });
});
