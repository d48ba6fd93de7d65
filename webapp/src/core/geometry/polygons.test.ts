import { describe, expect, test } from "vitest";
import { polygonArea, simplifyPath, toPoints } from ".";
import { cropPolygon, crossesItself, slicePolygon, unitePolygons } from "./polygons";

const square = toPoints([0, 0, 10, 0, 10, 10, 0, 10]);

describe("slicing", () => {
  test("gives the two parts on either side of the knife", () => {
    const [one, other] = slicePolygon(square, toPoints([4, -5, 4, 15])) ?? [[], []];
    expect([polygonArea(one), polygonArea(other)].sort((a, b) => a - b)).toEqual([40, 60]);
  });

  test("follows a bent knife", () => {
    const parts = slicePolygon(square, toPoints([-1, 2, 5, 2, 5, -1]));
    expect(parts?.map(polygonArea).sort((a, b) => a - b)).toEqual([10, 90]);
  });

  test("through a vertex counts that vertex once", () => {
    const parts = slicePolygon(square, toPoints([-1, -1, 11, 11]));
    expect(parts?.map(polygonArea)).toEqual([50, 50]);
  });

  test("that does not go through is none", () => {
    expect(slicePolygon(square, toPoints([4, -5, 4, 5]))).toBeNull();
    expect(slicePolygon(square, toPoints([-5, 1, 15, 1, 15, 9, -5, 9]))).toBeNull();
  });
});

test("polygons that meet become one, others stay apart", () => {
  const right = toPoints([5, 0, 20, 0, 20, 10, 5, 10]);
  const away = toPoints([50, 0, 60, 0, 60, 10]);
  expect(unitePolygons([square, right]).map(polygonArea)).toEqual([200]);
  expect(unitePolygons([square, away])).toHaveLength(2);
});

test("a polygon is cropped to the picture, and gone outside it", () => {
  const box = { left: 0, top: 0, right: 10, bottom: 10 };
  expect(cropPolygon(toPoints([5, -5, 15, -5, 15, 5, 5, 5]), box).map(polygonArea)).toEqual([25]);
  expect(cropPolygon(toPoints([20, 20, 30, 20, 30, 30]), box)).toEqual([]);
  expect(cropPolygon(square, box)).toEqual([square]);
});

test("a bow tie crosses itself, a square does not", () => {
  expect(crossesItself(toPoints([0, 0, 10, 10, 10, 0, 0, 10]))).toBe(true);
  expect(crossesItself(square)).toBe(false);
});

describe("simplifying", () => {
  test("drops points on a line and keeps corners", () => {
    const path = toPoints([0, 0, 5, 0.1, 10, 0, 10, 5, 10, 10]);
    expect(simplifyPath(path, 0.5, false)).toEqual(toPoints([0, 0, 10, 0, 10, 10]));
  });

  test("keeps three points of a ring however coarse", () => {
    expect(simplifyPath(square, 1000, true)).toHaveLength(3);
  });

  test("goes through a hundred thousand points", () => {
    const circle = Array.from({ length: 100_000 }, (_, i) => {
      const angle = (i / 100_000) * 2 * Math.PI;
      return { x: 1000 * Math.cos(angle), y: 1000 * Math.sin(angle) };
    });
    const simple = simplifyPath(circle, 1, true);
    expect(simple.length).toBeLessThan(200);
    expect(polygonArea(simple)).toBeGreaterThan(Math.PI * 1000 ** 2 * 0.99);
  });
});
