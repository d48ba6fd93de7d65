import { describe, expect, test } from "vitest";
import { toPoints } from "./geometry";
import { MaskPaint } from "./mask-paint";
import { decodeMask, maskArea, maskBox, maskCovers } from "./rle";

const PICTURE = { width: 100, height: 60 };
const square = (size: number) => ({ form: "square", size }) as const;

describe("painting", () => {
  test("a square dab sets its very pixels", () => {
    const paint = new MaskPaint(PICTURE);
    paint.stroke({ x: 20, y: 20 }, { x: 20, y: 20 }, square(4), true);
    const points = paint.encode() ?? [];
    expect(maskBox(points)).toEqual({ left: 18, top: 18, right: 22, bottom: 22 });
    expect(maskArea(points)).toBe(16);
    expect(paint.area).toBe(16);
  });

  test("a long stroke has no gaps and stays in the picture", () => {
    const paint = new MaskPaint(PICTURE);
    paint.stroke({ x: -20, y: 30 }, { x: 150, y: 30 }, { form: "circle", size: 6 }, true);
    const points = paint.encode() ?? [];
    expect(maskBox(points)).toMatchObject({ left: 0, right: 100 });
    for (let x = 0; x < 100; x++) expect(maskCovers(points, { x, y: 30 })).toBe(true);
  });

  test("erasing takes away, and everything erased is nothing", () => {
    const paint = new MaskPaint(PICTURE);
    paint.polygon(toPoints([10, 10, 30, 10, 30, 30, 10, 30]), true);
    expect(paint.area).toBe(400);
    paint.polygon(toPoints([10, 10, 20, 10, 20, 30, 10, 30]), false);
    expect(paint.area).toBe(200);
    paint.stroke({ x: 25, y: 20 }, { x: 25, y: 20 }, square(40), false);
    expect(paint.encode()).toBeNull();
  });

  test("a hole is filled by a click into it, the outside is not", () => {
    const paint = new MaskPaint(PICTURE);
    paint.polygon(toPoints([10, 10, 30, 10, 30, 30, 10, 30]), true);
    paint.polygon(toPoints([15, 15, 25, 15, 25, 25, 15, 25]), false);
    expect(paint.fill({ x: 2, y: 2 })).toBe(false);
    expect(paint.fill({ x: 20, y: 20 })).toBe(true);
    expect(paint.area).toBe(400);
  });

  test("a known mask is taken up and comes back the same", () => {
    const first = new MaskPaint(PICTURE);
    first.stroke({ x: 40, y: 20 }, { x: 70, y: 40 }, { form: "circle", size: 9 }, true);
    const points = first.encode() ?? [];
    expect(new MaskPaint(PICTURE, points).encode()).toEqual(points);
  });

  test("a snapshot brings back what was", () => {
    const paint = new MaskPaint(PICTURE);
    paint.stroke({ x: 40, y: 20 }, { x: 70, y: 40 }, square(9), true);
    const before = paint.encode();
    const snapshot = paint.snapshot();
    paint.stroke({ x: 5, y: 5 }, { x: 90, y: 50 }, square(9), true);
    paint.restore(snapshot);
    expect(paint.encode()).toEqual(before);
  });

  test("the pixels of another mask can be taken away", () => {
    const paint = new MaskPaint(PICTURE);
    paint.polygon(toPoints([10, 10, 30, 10, 30, 30, 10, 30]), true);
    paint.subtract(decodeMask([0, 400, 20, 10, 39, 29]));
    expect(paint.area).toBe(200);
  });
});
