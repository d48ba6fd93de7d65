import type { Point } from "./point";

/** Distance from `at` to the segment from `a` to `b`. */
export function distanceToSegment(at: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((at.x - a.x) * dx + (at.y - a.y) * dy) / length;
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(at.x - a.x - t * dx, at.y - a.y - t * dy);
}

/** Distance from `at` to the nearest segment of a path; `Infinity` for an empty path. */
export function distanceToPath(at: Point, points: readonly Point[], closed: boolean): number {
  const [first] = points;
  if (!first) return Infinity;
  let nearest = Infinity;
  let from = closed ? (points.at(-1) ?? first) : first;
  for (const to of points) {
    nearest = Math.min(nearest, distanceToSegment(at, from, to));
    from = to;
  }
  return nearest;
}

/** Whether `at` lies inside the polygon by the even-odd rule. */
export function isInside(at: Point, polygon: readonly Point[]): boolean {
  let inside = false;
  let from = polygon.at(-1);
  for (const to of polygon) {
    if (from && to.y > at.y !== from.y > at.y) {
      const crossing = ((from.x - to.x) * (at.y - to.y)) / (from.y - to.y) + to.x;
      if (at.x < crossing) inside = !inside;
    }
    from = to;
  }
  return inside;
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
