import { expect, test } from "vitest";
import { maskOutlines } from "./mask-outline";
import { MaskPaint } from "./mask-paint";
import type { Bitmask } from "./rle";

function mask(...rows: string[]): Bitmask {
  const bits = Uint8Array.from(rows.join(""), (one) => (one === "#" ? 1 : 0));
  return { left: 10, top: 20, width: rows[0]?.length ?? 0, height: rows.length, bits };
}

const flat = (of: Bitmask) =>
  maskOutlines(of).map((outline) => outline.flatMap(({ x, y }) => [x - 10, y - 20]));

test("a block is its four corners, in the picture's px", () => {
  expect(maskOutlines(mask("##", "##"))).toEqual([
    [
      { x: 12, y: 20 },
      { x: 12, y: 22 },
      { x: 10, y: 22 },
      { x: 10, y: 20 },
    ],
  ]);
});

test("holes are left out and parts are told apart, also where corners touch", () => {
  expect(flat(mask("###", "#.#", "###"))).toEqual([[3, 0, 3, 3, 0, 3, 0, 0]]);
  expect(flat(mask("#.", ".#"))).toEqual([
    [1, 0, 1, 1, 0, 1, 0, 0],
    [2, 1, 2, 2, 1, 2, 1, 1],
  ]);
  expect(flat(mask(".#", "#."))).toHaveLength(2);
});

test("an empty mask has no outline", () => {
  expect(maskOutlines(mask("..", ".."))).toEqual([]);
});

test("outlines painted again give the mask they came from", () => {
  const picture = { width: 40, height: 40 };
  for (let seed = 1; seed <= 20; seed += 1) {
    const paint = new MaskPaint(picture);
    for (let n = 0; n < 6; n += 1) {
      const at = { x: (seed * 7 + n * 11) % 40, y: (seed * 13 + n * 5) % 40 };
      paint.stroke(at, { x: at.y, y: at.x }, { form: "circle", size: 1 + ((seed + n) % 5) }, true);
    }
    const again = new MaskPaint(picture);
    for (const outline of maskOutlines(paint.mask)) again.polygon(outline, true);
    for (const hole of holesOf(paint.mask)) again.polygon(hole, false);
    expect(again.encode()).toEqual(paint.encode());
  }
});

/** The outlines of what is not set, but for what reaches the rim. */
function holesOf({ left, top, width, height, bits }: Bitmask) {
  const [w, h] = [width + 2, height + 2];
  const inverse = new Uint8Array(w * h).fill(1);
  bits.forEach((bit, i) => {
    inverse[(Math.floor(i / width) + 1) * w + (i % width) + 1] = 1 - bit;
  });
  const outside = [0];
  inverse[0] = 0;
  for (let at = outside.pop(); at !== undefined; at = outside.pop())
    for (const next of [at - 1, at + 1, at - w, at + w]) {
      const wraps = Math.abs((next % w) - (at % w)) > 1;
      if (next < 0 || next >= w * h || wraps || inverse[next] !== 1) continue;
      inverse[next] = 0;
      outside.push(next);
    }
  return maskOutlines({ left: left - 1, top: top - 1, width: w, height: h, bits: inverse });
}
