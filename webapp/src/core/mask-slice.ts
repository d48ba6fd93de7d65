import { distanceToSegment, type Point } from "./geometry";
import { type Bitmask, decodeMask, encodeMask } from "./rle";

/**
 * The points of the two masks on either side of the knife's path, or `null`
 * when it cuts nothing through. Islands it does not touch stay with the larger part.
 */
export function sliceMask(
  points: readonly number[],
  knife: readonly Point[],
): [number[], number[]] | null {
  const mask = decodeMask(points);
  const barrier = barrierOf(mask, knife);
  const parts = partsOf(mask, barrier);
  const sides = parts.map((part) => sideOf(mask, barrier, part, knife));
  if (!sides.includes("left") || !sides.includes("right")) return null;
  const sizeOn = (side: Side) =>
    parts.reduce((sum, part, i) => sum + (sides[i] === side ? part.length : 0), 0);
  const larger: Side = sizeOn("left") >= sizeOn("right") ? "left" : "right";
  const bits = { left: new Uint8Array(mask.bits.length), right: new Uint8Array(mask.bits.length) };
  parts.forEach((part, i) => {
    for (const pixel of part) bits[sides[i] ?? larger][pixel] = 1;
  });
  for (const pixel of barrier) {
    if (mask.bits[pixel]) bits[sideOfPoint(centreOf(mask, pixel), knife)][pixel] = 1;
  }
  const left = encodeMask({ ...mask, bits: bits.left });
  const right = encodeMask({ ...mask, bits: bits.right });
  return left && right ? [left, right] : null;
}

type Side = "left" | "right";

/** Pixels under the knife, close enough that none gets through diagonally. */
function barrierOf({ left, top, width, height }: Bitmask, knife: readonly Point[]): Set<number> {
  const pixels = new Set<number>();
  knife.slice(1).forEach((to, i) => {
    const from = knife[i] as Point;
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) * 4));
    for (let step = 0; step <= steps; step++) {
      const x = Math.floor(from.x + ((to.x - from.x) * step) / steps) - left;
      const y = Math.floor(from.y + ((to.y - from.y) * step) / steps) - top;
      if (x >= 0 && y >= 0 && x < width && y < height) pixels.add(y * width + x);
    }
  });
  return pixels;
}

/** Set pixels beside the barrier, in connected parts. */
function partsOf({ bits, width, height }: Bitmask, barrier: ReadonlySet<number>): number[][] {
  const seen = new Uint8Array(bits.length);
  const parts: number[][] = [];
  for (let start = 0; start < bits.length; start++) {
    if (!bits[start] || seen[start] || barrier.has(start)) continue;
    const part: number[] = [];
    const open = [start];
    seen[start] = 1;
    for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
      part.push(pixel);
      for (const next of neighbours(pixel, width, height)) {
        if (!bits[next] || seen[next] || barrier.has(next)) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    parts.push(part);
  }
  return parts;
}

function neighbours(pixel: number, width: number, height: number): number[] {
  const x = pixel % width;
  const near: number[] = [];
  if (x > 0) near.push(pixel - 1);
  if (x < width - 1) near.push(pixel + 1);
  if (pixel >= width) near.push(pixel - width);
  if (pixel < width * (height - 1)) near.push(pixel + width);
  return near;
}

/** On which side a part lies, by the pixels of it that touch the barrier; `null` for none. */
function sideOf(
  mask: Bitmask,
  barrier: ReadonlySet<number>,
  part: readonly number[],
  knife: readonly Point[],
): Side | null {
  let balance = 0;
  let touches = false;
  for (const pixel of part) {
    if (!neighbours(pixel, mask.width, mask.height).some((next) => barrier.has(next))) continue;
    touches = true;
    balance += sideOfPoint(centreOf(mask, pixel), knife) === "left" ? 1 : -1;
  }
  if (!touches) return null;
  return balance >= 0 ? "left" : "right";
}

function centreOf({ left, top, width }: Bitmask, pixel: number): Point {
  return { x: left + (pixel % width) + 0.5, y: top + Math.floor(pixel / width) + 0.5 };
}

function sideOfPoint(at: Point, knife: readonly Point[]): Side {
  let [nearest, side]: [number, Side] = [Infinity, "left"];
  for (let i = 0; i + 1 < knife.length; i++) {
    const [a, b] = [knife[i] as Point, knife[i + 1] as Point];
    const away = distanceToSegment(at, a, b);
    if (away >= nearest) continue;
    const turn = (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x);
    [nearest, side] = [away, turn < 0 ? "left" : "right"];
  }
  return side;
}
