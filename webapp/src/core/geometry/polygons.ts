import polygonClipping, { type Polygon, type Ring } from "polygon-clipping";
import { type Box, cornersOf } from "./box";
import { polygonArea } from "./path";
import { type Point, toPoints } from "./point";

/** Pieces smaller than this come from rounding, px². */
const SPECK = 0.5;

/** The parts of a polygon within the box; none when it lies outside. */
export function cropPolygon(polygon: readonly Point[], box: Box): Point[][] {
  const inside = polygon.every(
    ({ x, y }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
  );
  if (inside) return [[...polygon]];
  return outlines(polygonClipping.intersection([ring(polygon)], [ring(cornersOf(box))]));
}

/** The union of polygons, as outlines; holes are filled, for a polygon has no way to say them. */
export function unitePolygons(polygons: readonly (readonly Point[])[]): Point[][] {
  const [first, ...others] = polygons.map((polygon): Polygon => [ring(polygon)]);
  return first ? outlines(polygonClipping.union(first, ...others)) : [];
}

/** What is left of a polygon without another; with a hole left in it, the hole is filled. */
export function subtractPolygon(from: readonly Point[], what: readonly Point[]): Point[][] {
  return outlines(polygonClipping.difference([ring(from)], [ring(what)]));
}

/** Whether two sides of the closed path cross. */
export function crossesItself(polygon: readonly Point[]): boolean {
  const sides = polygon.map((a, i): [Point, Point] => [
    a,
    polygon[(i + 1) % polygon.length] as Point,
  ]);
  return sides.some(([a, b], i) =>
    sides.slice(i + 2).some(([c, d], j) => {
      const neighbours = i === 0 && i + 2 + j === sides.length - 1;
      return !neighbours && crossing(a, b, c, d) !== null;
    }),
  );
}

/** Where the segments a–b and c–d meet, and how far along each, or `null`. */
export function crossing(
  a: Point,
  b: Point,
  c: Point,
  d: Point,
): { readonly at: Point; readonly along: number; readonly across: number } | null {
  const [rx, ry] = [b.x - a.x, b.y - a.y];
  const [sx, sy] = [d.x - c.x, d.y - c.y];
  const turn = rx * sy - ry * sx;
  if (turn === 0) return null;
  const along = ((c.x - a.x) * sy - (c.y - a.y) * sx) / turn;
  const across = ((c.x - a.x) * ry - (c.y - a.y) * rx) / turn;
  if (along < 0 || along > 1 || across < 0 || across > 1) return null;
  return { at: { x: a.x + along * rx, y: a.y + along * ry }, along, across };
}

interface Cut {
  /** Side of the polygon that is met. */
  readonly side: number;
  readonly along: number;
  /** Segment of the knife, and how far along it. */
  readonly segment: number;
  readonly across: number;
  readonly at: Point;
}

/**
 * The two parts of a polygon on either side of a knife's path, or `null` when
 * the path does not cross the outline exactly twice.
 */
export function slicePolygon(
  polygon: readonly Point[],
  knife: readonly Point[],
): [Point[], Point[]] | null {
  const [enter, leave, ...more] = cutsOf(polygon, knife);
  if (!enter || !leave || more.length > 0) return null;
  const within = knife.slice(enter.segment + 1, leave.segment + 1);
  const path = [enter.at, ...within, leave.at];
  const one = [...walk(polygon, leave, enter), ...path];
  const other = [...walk(polygon, enter, leave), ...path.toReversed()];
  return polygonArea(one) < SPECK || polygonArea(other) < SPECK ? null : [one, other];
}

function cutsOf(polygon: readonly Point[], knife: readonly Point[]): Cut[] {
  const cuts: Cut[] = [];
  for (let segment = 0; segment + 1 < knife.length; segment++) {
    const [c, d] = [knife[segment] as Point, knife[segment + 1] as Point];
    for (const [side, a] of polygon.entries()) {
      const found = crossing(a, polygon[(side + 1) % polygon.length] as Point, c, d);
      // The end of a side is the beginning of the next one: it counts once.
      if (found && found.along < 1) cuts.push({ ...found, side, segment });
    }
  }
  return cuts
    .sort((a, b) => a.segment - b.segment || a.across - b.across)
    .filter((cut, i, all) => {
      const before = all[i - 1];
      return !before || Math.hypot(before.at.x - cut.at.x, before.at.y - cut.at.y) > 1e-6;
    });
}

/** Vertices of the polygon met on the way from one cut forward to the other. */
function walk(polygon: readonly Point[], from: Cut, to: Cut): Point[] {
  const length = polygon.length;
  let steps = (to.side - from.side + length) % length;
  if (steps === 0 && to.along < from.along) steps = length;
  return Array.from({ length: steps }, (_, i) => polygon[(from.side + 1 + i) % length] as Point);
}

function ring(points: readonly Point[]): Ring {
  return points.map(({ x, y }) => [x, y]);
}

/** Outer rings, without the repeated first point and without specks. */
function outlines(polygons: readonly Polygon[]): Point[][] {
  return polygons
    .map(([outer = []]) => toPoints(outer.slice(0, -1).flat()))
    .filter((outline) => outline.length >= 3 && polygonArea(outline) >= SPECK);
}
