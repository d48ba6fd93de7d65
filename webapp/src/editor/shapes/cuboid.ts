import {
  type Box,
  boxAround,
  boxBetween,
  centreOf,
  clampMove,
  clampPoint,
  distanceToPath,
  isInside,
  midpoint,
  moveFlat,
  type Point,
  sizeOf,
  subtract,
  toFlat,
  toPoints,
  transformFlat,
  transformPoint,
} from "../../core/geometry";
import { paintPath } from "./outline";
import { tracePath } from "./path";
import type { Handle, ShapeUtil } from "./shape-util";

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

/** The edges from front to back, by point. */
const DEPTHS = [
  [0, 6],
  [1, 7],
  [2, 4],
  [3, 5],
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

/** Points that may be pulled: the hidden edge at the back left follows from the others. */
const CORNERS = [0, 1, 2, 3, 4, 5];
const EDGES = [0, 2, 4];

function cornerHandles(flat: readonly number[]): Handle[] {
  const corners = toPoints(flat);
  return CORNERS.flatMap((i): Handle[] => {
    const at = corners[i];
    return at ? [{ id: `corner ${i}`, role: "vertex", at, cursor: "move" }] : [];
  });
}

function edgeHandles(flat: readonly number[]): Handle[] {
  const corners = toPoints(flat);
  return EDGES.flatMap((i): Handle[] => {
    const [top, bottom] = [corners[i], corners[i + 1]];
    if (!top || !bottom) return [];
    return [{ id: `edge ${i}`, role: "edge", at: midpoint(top, bottom), cursor: "move" }];
  });
}

/** Edges stay upright: a corner takes the other end of its edge along sideways, an edge moves as one. */
function pulled(flat: readonly number[], handle: string, at: Point): number[] {
  const [what, number] = handle.split(" ");
  const corners = toPoints(flat);
  const index = Number(number);
  const edge = index - (index % 2);
  const [top, bottom] = [corners[edge], corners[edge + 1]];
  if (!top || !bottom) return [...flat];
  const by = at.y - midpoint(top, bottom).y;
  const whole = what === "edge";
  const moved = (point: Point, i: number) => {
    const y = whole ? point.y + by : i === index ? at.y : point.y;
    return { x: at.x, y };
  };
  return toFlat(corners.with(edge, moved(top, edge)).with(edge + 1, moved(bottom, edge + 1)));
}

/**
 * The points with the back left edge where perspective has it: as the right
 * edge shrinks from front to back towards the vanishing point, so does the left.
 */
export function inPerspective(flat: readonly number[]): number[] {
  const corners = toPoints(flat);
  const [leftTop, leftBottom, rightTop, rightBottom, backTop, backBottom] = corners;
  if (!leftTop || !leftBottom || !rightTop || !rightBottom || !backTop || !backBottom)
    return [...flat];
  const front = rightBottom.y - rightTop.y;
  const shrink = front === 0 ? 1 : (backBottom.y - backTop.y) / front;
  const behind = (left: Point, right: Point, back: Point): Point => ({
    x: back.x + (left.x - right.x) * shrink,
    y: back.y + (left.y - right.y) * shrink,
  });
  return toFlat([
    ...corners.slice(0, 6),
    behind(leftTop, rightTop, backTop),
    behind(leftBottom, rightBottom, backBottom),
  ]);
}

/** Edges that are no nearer to each other behind than this share are drawn as parallels. */
const PARALLEL = 0.01;
/** How far parallels are drawn, of their length. */
const FAR = 20;

/**
 * The edges from front to back, prolonged to their vanishing point, which lies in front
 * of a cuboid that grows towards its back; each as two points, picture px.
 */
export function projections(flat: readonly number[]): (readonly [Point, Point])[] {
  const corners = toPoints(flat);
  const [, , top, bottom, backTop, backBottom] = corners;
  if (corners.length !== 8 || !top || !bottom || !backTop || !backBottom) return [];
  const front = bottom.y - top.y;
  const shrink = front === 0 ? 1 : (backBottom.y - backTop.y) / front;
  const reach = Math.abs(1 - shrink) < PARALLEL ? FAR : 1 / (1 - shrink);
  return DEPTHS.map(([from, to]) => {
    const [near, far] = [corners[from] as Point, corners[to] as Point];
    const by = subtract(far, near);
    return [near, { x: near.x + by.x * reach, y: near.y + by.y * reach }];
  });
}

/** The cuboid with its back face where a fresh one has it. */
export function withoutPerspective(flat: readonly number[]): number[] {
  const [leftTop, , , rightBottom] = toPoints(flat);
  return leftTop && rightBottom ? cuboidPoints(boxBetween(leftTop, rightBottom)) : [...flat];
}

/** The cuboid seen with its back on the other side. */
export function turnedAround(flat: readonly number[]): number[] {
  const corners = toPoints(flat);
  const order = [2, 3, 0, 1, 6, 7, 4, 5];
  const mirrored = order.map((i) => corners[i] as Point);
  const middle = centreOf(boxAround(flat)).x;
  return toFlat(mirrored.map(({ x, y }) => ({ x: 2 * middle - x, y })));
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
    // Filled as one path, faces that overlap would cut holes into each other.
    for (const faces of style.flat ? others.map((face) => [face]) : [others]) {
      ctx.beginPath();
      for (const face of faces) tracePath(ctx, toFlat(face), scale, true);
      paintPath(ctx, style, scale, style.flat ?? false);
    }
    ctx.beginPath();
    tracePath(ctx, toFlat(front), scale, true);
    paintPath(ctx, style, scale, true);
  },

  handles: (shape) => [...cornerHandles(shape.points), ...edgeHandles(shape.points)],

  move(shape, by, limits) {
    const allowed = clampMove(boxAround(shape.points), by, limits);
    return { ...shape, points: moveFlat(shape.points, allowed) };
  },

  /** Its edges stay upright: a turn only takes it elsewhere. */
  transform(shape, by) {
    const stretched = transformFlat({ ...by, degrees: 0 }, shape.points);
    const away = subtract(
      transformPoint(by, centreOf(boxAround(shape.points))),
      centreOf(boxAround(stretched)),
    );
    return { ...shape, points: moveFlat(stretched, away) };
  },

  dragHandle: ({ shape, handle, at, limits }) => ({
    ...shape,
    points: inPerspective(pulled(shape.points, handle.id, clampPoint(at, limits))),
  }),
  isValid: (shape) => shape.points.length === 16,
};
