import { type Point, toFlat } from "./geometry";
import type { Bitmask } from "./rle";

/** East, south, west, north, along the edges of pixels with what is set on the right hand. */
const STEPS = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
] as const;

/**
 * The outer outline of each part of a mask, along the edges of its pixels, picture px.
 *
 * Pixels that touch at a corner only are parts of their own; holes are left out.
 */
export function maskOutlines(mask: Bitmask): Point[][] {
  const { width, height, bits } = mask;
  const isSet = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && bits[y * width + x] === 1;
  const walked = new Uint8Array((width + 1) * (height + 1));
  const outlines: Point[][] = [];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const isTop = isSet(x, y) && !isSet(x, y - 1);
      if (!isTop || walked[y * (width + 1) + x]) continue;
      const outline = walk({ x, y }, isSet, ({ x: wx, y: wy }) => {
        walked[wy * (width + 1) + wx] = 1;
      });
      if (turnsRight(outline))
        outlines.push(outline.map((p) => ({ x: p.x + mask.left, y: p.y + mask.top })));
    }
  return outlines;
}

type IsSet = (x: number, y: number) => boolean;

/** Corners met on the way round from the top edge of a pixel; `passed` hears of top edges. */
function walk(from: Point, isSet: IsSet, passed: (at: Point) => void): Point[] {
  const corners: Point[] = [];
  let [at, heading] = [from, 0];
  do {
    if (heading === 0) passed(at);
    const step = STEPS[heading] as Point;
    at = { x: at.x + step.x, y: at.y + step.y };
    const next = turned(at, heading, isSet);
    if (next !== heading) corners.push(at);
    heading = next;
  } while (at.x !== from.x || at.y !== from.y || heading !== 0);
  return corners;
}

/** Where to go on from a corner: right where that keeps to the same pixel, else on, else left. */
function turned({ x, y }: Point, heading: number, isSet: IsSet): number {
  const ahead = [
    [isSet(x, y), isSet(x, y - 1)],
    [isSet(x - 1, y), isSet(x, y)],
    [isSet(x - 1, y - 1), isSet(x - 1, y)],
    [isSet(x, y - 1), isSet(x - 1, y - 1)],
  ][heading] as [boolean, boolean];
  const [right, left] = ahead;
  if (!right) return (heading + 1) % 4;
  return left ? (heading + 3) % 4 : heading;
}

/** Clockwise as seen on screen: around something, not around a hole. */
function turnsRight(outline: readonly Point[]): boolean {
  const flat = toFlat(outline);
  let doubled = 0;
  for (let i = 0; i < flat.length; i += 2) {
    const [x = 0, y = 0] = [flat[i], flat[i + 1]];
    const [nx = 0, ny = 0] = [flat[(i + 2) % flat.length], flat[(i + 3) % flat.length]];
    doubled += x * ny - nx * y;
  }
  return doubled > 0;
}
