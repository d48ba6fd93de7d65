import {
  boxAround,
  clampMove,
  clampPoint,
  distance,
  distanceToFlat,
  isInsideFlat,
  midpoint,
  moveFlat,
  type Point,
  toFlat,
  toPoints,
  transformFlat,
} from "../../core/geometry";
import type { ShapeRecord } from "../../core/records";
import { FEWEST_POINTS } from "../drawing";
import type { Handle, HandleDrag, PathSink, ShapeUtil } from "./shape-util";

/** How far what is drawn may be from what is there, on average between two points drawn, CSS px. */
const DEVIATION = 0.2;
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
    transform: (shape, by) => ({ ...shape, points: transformFlat(by, shape.points) }),
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
  const away = distanceToFlat(at, flat, closed);
  return away <= tolerance || (closed && isInsideFlat(at, flat)) ? away : null;
}

/**
 * Trace a path, leaving out the points without which it looks the same: those
 * between which and the line drawn there is no more than a fine sliver
 * (Wall and Danielsson, 1984, who compare areas).
 */
export function tracePath(
  sink: PathSink,
  flat: readonly number[],
  scale: number,
  closed: boolean,
): void {
  if (flat.length < 2) return;
  const slack = (2 * DEVIATION) / scale;
  let fromX = flat[0] as number;
  let fromY = flat[1] as number;
  let [lastX, lastY, area, reached] = [fromX, fromY, 0, 0];
  sink.moveTo(fromX, fromY);
  for (let i = 2; i + 1 < flat.length; i += 2) {
    const x = flat[i] as number;
    const y = flat[i + 1] as number;
    area += (lastX - fromX) * (y - lastY) - (lastY - fromY) * (x - lastX);
    let away = Math.sqrt((x - fromX) ** 2 + (y - fromY) ** 2);
    // Turning back draws no area either, but a spike.
    if (Math.abs(area) > slack * away || away < reached) {
      sink.lineTo(lastX, lastY);
      fromX = lastX;
      fromY = lastY;
      area = 0;
      away = Math.sqrt((x - fromX) ** 2 + (y - fromY) ** 2);
    }
    reached = away;
    lastX = x;
    lastY = y;
  }
  if (flat.length > 2) sink.lineTo(lastX, lastY);
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
