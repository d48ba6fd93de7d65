import { expect, test } from "vitest";
import { decodeMask, encodeMask, maskArea, maskBox, maskCovers, moveMask } from "./rle";

/** A mask from rows of `.` and `#`. */
function drawn(left: number, top: number, ...rows: string[]) {
  const width = rows[0]?.length ?? 0;
  const bits = Uint8Array.from(rows.join(""), (sign) => (sign === "#" ? 1 : 0));
  return { left, top, width, height: rows.length, bits };
}

const RING = drawn(5, 7, "###", "#.#", "###");

test("runs begin with zeros and end with the inclusive box", () => {
  expect(encodeMask(RING)).toEqual([0, 4, 1, 4, 5, 7, 7, 9]);
  expect(encodeMask(drawn(0, 0, ".#", "#."))).toEqual([1, 2, 1, 0, 0, 1, 1]);
});

test("empty borders are cut off", () => {
  const loose = drawn(10, 20, "....", ".##.", ".#..", "....");
  expect(encodeMask(loose)).toEqual([0, 3, 1, 11, 21, 12, 22]);
});

test("nothing set is no mask", () => {
  expect(encodeMask(drawn(0, 0, "..", ".."))).toBeNull();
});

test("decoding gives back what was encoded", () => {
  const noise = { left: 3, top: 4, width: 37, height: 23, bits: new Uint8Array(37 * 23) };
  let seed = 1;
  for (let i = 0; i < noise.bits.length; i++) {
    seed = (seed * 48271) % 2147483647;
    noise.bits[i] = seed % 3 === 0 ? 1 : 0;
  }
  const points = encodeMask(noise) as number[];
  const again = decodeMask(points);
  expect(encodeMask(again)).toEqual(points);
  expect(maskArea(points)).toBe(noise.bits.reduce((sum, bit) => sum + bit, 0));
  for (const [x, y] of [
    [10, 10],
    [20, 15],
    [39, 26],
    [3, 4],
  ] as const) {
    const bit = noise.bits[(y - noise.top) * noise.width + (x - noise.left)] === 1;
    expect(maskCovers(points, { x: x + 0.5, y: y + 0.5 })).toBe(bit);
  }
});

test("a point is covered when its pixel is", () => {
  const points = encodeMask(RING) as number[];
  expect(maskCovers(points, { x: 5.9, y: 7.1 })).toBe(true);
  expect(maskCovers(points, { x: 6.5, y: 8.5 })).toBe(false);
  expect(maskCovers(points, { x: 8.1, y: 8 })).toBe(false);
});

test("moving keeps the runs and goes by whole pixels", () => {
  const points = encodeMask(RING) as number[];
  expect(moveMask(points, { x: 2.4, y: -1 })).toEqual([0, 4, 1, 4, 7, 6, 9, 8]);
});

test("the box ends after the last pixel", () => {
  expect(maskBox(encodeMask(RING) as number[])).toEqual({ left: 5, top: 7, right: 8, bottom: 10 });
});

test("runs that do not fill the box are refused", () => {
  expect(() => decodeMask([1, 2, 0, 0, 1, 1])).toThrow("cover 3 px of a box of 4 px");
  expect(() => decodeMask([1, 2])).toThrow("5 numbers");
});
