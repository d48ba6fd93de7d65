import type { Box, Point } from "./geometry";

/** A bit per pixel of a box, row by row; `left` and `top` place it in the picture, px. */
export interface Bitmask {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** The pixels a mask covers, as an upright box whose right and bottom edges are exclusive. */
export function maskBox(points: readonly number[]): Box {
  const [left, top, right, bottom] = maskFrame(points);
  return { left, top, right: right + 1, bottom: bottom + 1 };
}

/**
 * The pixels of a mask: run lengths over its box, then left, top, right, bottom inclusive.
 *
 * Throws RangeError when the runs do not fill the box.
 */
export function decodeMask(points: readonly number[]): Bitmask {
  const [left, top, right, bottom] = maskFrame(points);
  const [width, height] = [right - left + 1, bottom - top + 1];
  const bits = new Uint8Array(width * height);
  let at = 0;
  for (let run = 0; run < points.length - 4; run++) {
    const end = at + (points[run] as number);
    if (run % 2 === 1) bits.fill(1, at, end);
    at = end;
  }
  if (at !== bits.length) {
    throw new RangeError(`mask runs cover ${at} px of a box of ${bits.length} px`);
  }
  return { left, top, width, height, bits };
}

/** The mask's points over the tight box of its set pixels, or `null` when none is set. */
export function encodeMask(mask: Bitmask): number[] | null {
  const tight = tightBox(mask);
  if (!tight) return null;
  const points: number[] = [];
  let current = 0;
  let length = 0;
  for (let y = tight.top; y <= tight.bottom; y++) {
    const row = y * mask.width;
    for (let i = row + tight.left; i <= row + tight.right; i++) {
      const bit = mask.bits[i] ? 1 : 0;
      if (bit !== current) {
        points.push(length);
        current = bit;
        length = 0;
      }
      length++;
    }
  }
  points.push(length);
  const { left, top } = mask;
  points.push(left + tight.left, top + tight.top, left + tight.right, top + tight.bottom);
  return points;
}

/** Whether the pixel under `at` is set. */
export function maskCovers(points: readonly number[], at: Point): boolean {
  const [left, top, right, bottom] = maskFrame(points);
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
  if (x < left || x > right || y < top || y > bottom) return false;
  const wanted = (y - top) * (right - left + 1) + (x - left);
  let end = 0;
  for (let run = 0; run < points.length - 4; run++) {
    end += points[run] as number;
    if (wanted < end) return run % 2 === 1;
  }
  return false;
}

/** The number of set pixels. */
export function maskArea(points: readonly number[]): number {
  let area = 0;
  for (let run = 1; run < points.length - 4; run += 2) area += points[run] as number;
  return area;
}

/** Points of the same mask, moved by whole pixels. */
export function moveMask(points: readonly number[], by: Point): number[] {
  const [dx, dy] = [Math.round(by.x), Math.round(by.y)];
  const [left, top, right, bottom] = maskFrame(points);
  return [...points.slice(0, -4), left + dx, top + dy, right + dx, bottom + dy];
}

function maskFrame(points: readonly number[]): [number, number, number, number] {
  if (points.length < 5)
    throw new RangeError(`a mask needs 5 numbers or more, not ${points.length}`);
  return points.slice(-4) as [number, number, number, number];
}

function tightBox({ bits, width, height }: Bitmask): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = bits.subarray(y * width, (y + 1) * width);
    const first = row.findIndex((bit) => bit !== 0);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(
      right,
      row.findLastIndex((bit) => bit !== 0),
    );
    top = Math.min(top, y);
    bottom = y;
  }
  return bottom < 0 ? null : { left, top, right, bottom };
}
