import {
  type Box,
  boxAround,
  clampMove,
  distanceToPath,
  isInside,
  moveFlat,
  type Point,
  sizeOf,
  toFlat,
  toPoints,
} from "../../core/geometry";
import { paintPath } from "./outline";
import { tracePath } from "./path";
import type { ShapeUtil } from "./shape-util";

/**
 * The faces by point: front left, front right, back right and back left edge,
 * each as top then bottom point.
 */
const FACES = [
  [0, 2, 3, 1],
  [4, 6, 7, 5],
  [0, 2, 4, 6],
  [1, 3, 5, 7],
  [2, 4, 5, 3],
  [6, 0, 1, 7],
] as const;

/** How far the back face is set off when a cuboid is drawn as a box, of the box. */
const DEPTH = 0.1;

/** The 8 points of a cuboid whose front face is an upright box. */
export function cuboidPoints(front: Box): number[] {
  const { left, top, right, bottom } = front;
  const { width, height } = sizeOf(front);
  const [dx, dy] = [width * DEPTH, -height * DEPTH];
  const edge = (x: number, by: number) => [x, top + by, x, bottom + by];
  return [...edge(left, 0), ...edge(right, 0), ...edge(right + dx, dy), ...edge(left + dx, dy)];
}

function facesOf(flat: readonly number[]): Point[][] {
  const corners = toPoints(flat);
  return FACES.map((face) => face.flatMap((i) => corners[i] ?? []));
}

export const cuboid: ShapeUtil = {
  type: "cuboid",
  closed: true,
  rotatable: false,
  bounds: (shape) => boxAround(shape.points),

  hit(shape, at, tolerance) {
    const faces = facesOf(shape.points);
    const away = Math.min(...faces.map((face) => distanceToPath(at, face, true)));
    return away <= tolerance || faces.some((face) => isInside(at, face)) ? away : null;
  },

  draw(ctx, shape, style, scale) {
    const [front = [], ...others] = facesOf(shape.points);
    ctx.beginPath();
    for (const face of others) tracePath(ctx, toFlat(face), scale, true);
    paintPath(ctx, style, scale, false);
    ctx.beginPath();
    tracePath(ctx, toFlat(front), scale, true);
    paintPath(ctx, style, scale, true);
  },

  handles: () => [],

  move(shape, by, limits) {
    const allowed = clampMove(boxAround(shape.points), by, limits);
    return { ...shape, points: moveFlat(shape.points, allowed) };
  },

  dragHandle: ({ shape }) => shape,
  isValid: (shape) => shape.points.length === 16,
};
