import { type Point, simplifyPath, toFlat, toPoints } from "../../core/geometry";
import type { ShapeRecord, TrackedShape } from "../../core/records";

/** A polygon or polyline with fewer points, within `tolerance` px of what it was. */
export function simplified<S extends ShapeRecord | TrackedShape>(shape: S, tolerance: number): S {
  if (shape.type !== "polygon" && shape.type !== "polyline") return shape;
  const closed = shape.type === "polygon";
  return { ...shape, points: toFlat(simplifyPath(toPoints(shape.points), tolerance, closed)) };
}

/** A polygon that begins with another of its vertices; matters to how its track moves. */
export function withStart(shape: ShapeRecord, vertex: number): ShapeRecord {
  const points = toPoints(shape.points);
  return { ...shape, points: toFlat([...points.slice(vertex), ...points.slice(0, vertex)]) };
}

/**
 * A polygon's two possible outlines when a new line leads from one vertex to
 * another: the line in place of the way forward, and in place of the way back.
 */
export function redrawnOutlines(
  polygon: readonly Point[],
  from: number,
  to: number,
  line: readonly Point[],
): [Point[], Point[]] {
  const between = (start: number, end: number) => {
    const path: Point[] = [];
    for (let i = start; i !== end; i = (i + 1) % polygon.length) path.push(polygon[i] as Point);
    return [...path, polygon[end] as Point];
  };
  return [
    [...line, ...between(to, from)],
    [...line.toReversed(), ...between(from, to)],
  ];
}
