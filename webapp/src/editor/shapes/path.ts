import {
  boxAround,
  clampMove,
  clampPoint,
  distance,
  distanceToPath,
  isInside,
  midpoint,
  moveFlat,
  type Point,
  toFlat,
  toPoints,
} from "../../core/geometry";
import type { ShapeRecord } from "../../core/records";
import { FEWEST_POINTS } from "../drawing";
import type { Handle, HandleDrag, PathSink, ShapeUtil } from "./shape-util";

/** Points nearer than this to the one before are not worth drawing, CSS px. */
const DETAIL = 0.7;
/** Shorter sides show no handle to add a vertex, CSS px. */
const ROOM_FOR_MIDPOINT = 40;

/** What polygons, polylines and point sets have in common. */
export function pathLike(type: "polygon" | "polyline" | "points") {
  const fewest = FEWEST_POINTS[type] ?? 1;
  return {
    type,
    rotatable: false,
    bounds: (shape) => boxAround(shape.points),
    handles: (shape, scale) => [
      ...vertexHandles(shape),
      ...(type === "points" ? [] : midpointHandles(shape, type === "polygon", scale)),
    ],
    move(shape, by, limits) {
      const allowed = clampMove(boxAround(shape.points), by, limits);
      return { ...shape, points: moveFlat(shape.points, allowed) };
    },
    dragHandle,
    removeVertex(shape, handle) {
      const points = toPoints(shape.points);
      if (handle.role !== "vertex" || points.length <= fewest) return null;
      return { ...shape, points: toFlat(points.toSpliced(Number(handle.id), 1)) };
    },
    isValid: (shape) => shape.points.length >= 2 * fewest,
  } satisfies Partial<ShapeUtil>;
}

/** Distance to the outline when inside it or within `tolerance` px of it, else `null`. */
export function hitPath(
  flat: readonly number[],
  at: Point,
  tolerance: number,
  closed: boolean,
): number | null {
  const points = toPoints(flat);
  const away = distanceToPath(at, points, closed);
  return away <= tolerance || (closed && isInside(at, points)) ? away : null;
}

/** Trace a path, leaving out what is too fine to see. */
export function tracePath(
  sink: PathSink,
  flat: readonly number[],
  scale: number,
  closed: boolean,
): void {
  const finest = DETAIL / scale;
  let [lastX, lastY] = [Infinity, Infinity];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const [x, y] = [flat[i] as number, flat[i + 1] as number];
    const seen = Math.abs(x - lastX) >= finest || Math.abs(y - lastY) >= finest;
    if (i === 0) sink.moveTo(x, y);
    else if (seen || i + 3 >= flat.length) sink.lineTo(x, y);
    else continue;
    [lastX, lastY] = [x, y];
  }
  if (closed) sink.closePath();
}

function vertexHandles(shape: ShapeRecord): Handle[] {
  return toPoints(shape.points).map((at, i) => ({
    id: String(i),
    role: "vertex",
    at,
    cursor: "move",
  }));
}

function midpointHandles(shape: ShapeRecord, closed: boolean, scale: number): Handle[] {
  const points = toPoints(shape.points);
  return points.flatMap((from, i): Handle[] => {
    const to = points[i + 1] ?? (closed ? points[0] : undefined);
    if (!to || distance(from, to) * scale < ROOM_FOR_MIDPOINT) return [];
    return [{ id: `after ${i}`, role: "midpoint", at: midpoint(from, to), cursor: "copy" }];
  });
}

/** Drag a vertex, or pull a new one out of the middle of a side. */
function dragHandle({ shape, handle, at, limits }: HandleDrag): ShapeRecord {
  const target = clampPoint(at, limits);
  const points = toPoints(shape.points);
  const moved =
    handle.role === "midpoint"
      ? points.toSpliced(Number(handle.id.slice("after ".length)) + 1, 0, target)
      : points.with(Number(handle.id), target);
  return { ...shape, points: toFlat(moved) };
}
