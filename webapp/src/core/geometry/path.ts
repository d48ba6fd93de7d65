import { type Point, toFlat } from "./point";

/** Distance from `at` to the segment from `a` to `b`. */
export function distanceToSegment(at: Point, a: Point, b: Point): number {
  return Math.sqrt(squaredDistance(at.x, at.y, a.x, a.y, b.x, b.y));
}

/** Distance from `at` to the nearest segment of a path; `Infinity` for an empty path. */
export function distanceToPath(at: Point, points: readonly Point[], closed: boolean): number {
  return distanceToFlat(at, toFlat(points), closed);
}

/** The same for a path given as x, y, x, y, …: what records hold, with nothing made on the way. */
export function distanceToFlat(at: Point, flat: readonly number[], closed: boolean): number {
  if (flat.length < 2) return Infinity;
  let nearest = Infinity;
  let x1 = flat[closed ? flat.length - 2 : 0] as number;
  let y1 = flat[closed ? flat.length - 1 : 1] as number;
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const x2 = flat[i] as number;
    const y2 = flat[i + 1] as number;
    const away = squaredDistance(at.x, at.y, x1, y1, x2, y2);
    if (away < nearest) nearest = away;
    x1 = x2;
    y1 = y2;
  }
  return Math.sqrt(nearest);
}

/** Whether `at` lies inside the polygon by the even-odd rule. */
export function isInside(at: Point, polygon: readonly Point[]): boolean {
  return isInsideFlat(at, toFlat(polygon));
}

/** The same for a polygon given as x, y, x, y, …. */
export function isInsideFlat({ x, y }: Point, flat: readonly number[]): boolean {
  let inside = false;
  let x1 = flat.at(-2) ?? 0;
  let y1 = flat.at(-1) ?? 0;
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const x2 = flat[i] as number;
    const y2 = flat[i + 1] as number;
    if (y2 > y !== y1 > y && x < ((x1 - x2) * (y - y2)) / (y1 - y2) + x2) inside = !inside;
    x1 = x2;
    y1 = y2;
  }
  return inside;
}

function squaredDistance(
  x: number,
  y: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): number {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / length;
  const t = along < 0 ? 0 : along > 1 ? 1 : along;
  const ox = x - x1 - t * dx;
  const oy = y - y1 - t * dy;
  return ox * ox + oy * oy;
}

/** Enclosed area, px², by the shoelace formula. */
export function polygonArea(polygon: readonly Point[]): number {
  let doubled = 0;
  let from = polygon.at(-1);
  for (const to of polygon) {
    if (from) doubled += from.x * to.y - to.x * from.y;
    from = to;
  }
  return Math.abs(doubled) / 2;
}

export function pathLength(points: readonly Point[]): number {
  let length = 0;
  points.forEach((point, i) => {
    const next = points[i + 1];
    if (next) length += Math.hypot(next.x - point.x, next.y - point.y);
  });
  return length;
}
