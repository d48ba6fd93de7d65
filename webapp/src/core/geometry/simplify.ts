import { distanceToSegment } from "./path";
import type { Point } from "./point";

/**
 * The path without the points that lie within `tolerance` px of what is left
 * (Douglas and Peucker, 1973). A closed path keeps three points at least.
 */
export function simplifyPath(
  points: readonly Point[],
  tolerance: number,
  closed: boolean,
): Point[] {
  if (points.length <= (closed ? 3 : 2)) return [...points];
  if (!closed) return thinned(points, tolerance);
  const far = farthest(points);
  const there = thinned(points.slice(0, far + 1), tolerance);
  const back = thinned([...points.slice(far), points[0] as Point], tolerance);
  const ring = [...there, ...back.slice(1, -1)];
  return ring.length >= 3 ? ring : [...ring, widest(points, far)];
}

/** By a stack of its own: paths of 100,000 points would overflow the engine's. */
function thinned(points: readonly Point[], tolerance: number): Point[] {
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    const { at, away } = mostDistant(points, from, to);
    if (away <= tolerance) continue;
    kept[at] = 1;
    spans.push([from, at], [at, to]);
  }
  return points.filter((_, i) => kept[i] === 1);
}

function mostDistant(points: readonly Point[], from: number, to: number) {
  let [at, away] = [from, -1];
  for (let i = from + 1; i < to; i++) {
    const distance = distanceToSegment(
      points[i] as Point,
      points[from] as Point,
      points[to] as Point,
    );
    if (distance > away) [at, away] = [i, distance];
  }
  return { at, away };
}

/** The point farthest from the first one, by which a ring is cut in two. */
function farthest(points: readonly Point[]): number {
  const [first = { x: 0, y: 0 }] = points;
  let [at, most] = [1, -1];
  points.forEach(({ x, y }, i) => {
    const away = (x - first.x) ** 2 + (y - first.y) ** 2;
    if (i > 0 && away > most) [at, most] = [i, away];
  });
  return at;
}

function widest(points: readonly Point[], far: number): Point {
  const ring = [...points.slice(0, far), ...points.slice(far + 1)];
  const line: [Point, Point] = [points[0] as Point, points[far] as Point];
  return ring.slice(1).reduce((best, point) => {
    return distanceToSegment(point, ...line) > distanceToSegment(best, ...line) ? point : best;
  }, ring[1] as Point);
}
