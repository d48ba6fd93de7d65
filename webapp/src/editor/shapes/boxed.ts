import {
  type Box,
  bearing,
  boxAround,
  boxBetween,
  centreOf,
  clampMove,
  clampPoint,
  cornersOf,
  normaliseDegrees,
  type Point,
  rotate,
  sizeOf,
  stretchAlong,
  type Transform,
  toFlat,
  transformPoint,
} from "../../core/geometry";
import type { ShapeRecord } from "../../core/records";
import type { Handle, HandleDrag, HandleRole } from "./shape-util";

/** How a type keeps its unrotated box in its points. */
export interface BoxCodec {
  toBox(points: readonly number[]): Box;
  fromBox(box: Box): number[];
}

const SMALLEST = 1;
const ROTATE_HANDLE_AWAY = 22;
const SNAP_DEGREES = 15;

/** What rectangles and ellipses have in common: a box that may be turned about its centre. */
export function boxed(codec: BoxCodec) {
  return {
    closed: true,
    rotatable: true,
    bounds: (shape: ShapeRecord) => turnedBounds(codec.toBox(shape.points), shape.rotation),
    handles: (shape: ShapeRecord, scale: number) =>
      boxHandles(codec.toBox(shape.points), shape.rotation, scale),
    move: (shape: ShapeRecord, by: Point, limits: Box) => moveBox(codec, shape, by, limits),
    transform: (shape: ShapeRecord, by: Transform) => transformBox(codec, shape, by),
    dragHandle: (drag: HandleDrag) =>
      drag.handle.role === "rotate" ? turn(codec, drag) : resize(codec, drag),
    isValid: (shape: ShapeRecord) => {
      const { width, height } = sizeOf(codec.toBox(shape.points));
      return width >= SMALLEST && height >= SMALLEST;
    },
  };
}

/** `at` as the unturned shape would see it. */
export function unturn(at: Point, box: Box, rotation: number): Point {
  return rotate(at, centreOf(box), -rotation);
}

function turnedBounds(box: Box, rotation: number): Box {
  if (rotation === 0) return box;
  const centre = centreOf(box);
  return boxAround(toFlat(cornersOf(box).map((corner) => rotate(corner, centre, rotation))));
}

const GRIPS: readonly [id: string, x: number, y: number, role: HandleRole, bearing: number][] = [
  ["nw", 0, 0, "corner", 315],
  ["n", 0.5, 0, "edge", 0],
  ["ne", 1, 0, "corner", 45],
  ["e", 1, 0.5, "edge", 90],
  ["se", 1, 1, "corner", 135],
  ["s", 0.5, 1, "edge", 180],
  ["sw", 0, 1, "corner", 225],
  ["w", 0, 0.5, "edge", 270],
];

const RESIZE_CURSORS = ["ns-resize", "nesw-resize", "ew-resize", "nwse-resize"] as const;

/** Eight grips around a turned box, and one above it to turn it. */
export function boxHandles(box: Box, rotation: number, scale: number): Handle[] {
  const centre = centreOf(box);
  const { width, height } = sizeOf(box);
  const grips = GRIPS.map(([id, x, y, role, towards]): Handle => {
    const at = { x: box.left + x * width, y: box.top + y * height };
    const cursor = RESIZE_CURSORS[Math.round((towards + rotation) / 45) % 4] ?? "ns-resize";
    return { id, role, at: rotate(at, centre, rotation), cursor };
  });
  const above = { x: centre.x, y: box.top - ROTATE_HANDLE_AWAY / scale };
  const turnGrip: Handle = {
    id: "rotate",
    role: "rotate",
    at: rotate(above, centre, rotation),
    cursor: "grab",
  };
  return [...grips, turnGrip];
}

/** `box` with the grip (a compass name) pulled to `at`; pulled past the other side it flips. */
export function pullBox(box: Box, grip: string, at: Point): Box {
  const from = {
    x: grip.includes("w") ? box.right : box.left,
    y: grip.includes("n") ? box.bottom : box.top,
  };
  const to = {
    x: /[we]/.test(grip) ? at.x : box.right,
    y: /[ns]/.test(grip) ? at.y : box.bottom,
  };
  return boxBetween(from, to);
}

/** Resize about the opposite corner, which stays where it is on screen. */
function resize(codec: BoxCodec, { shape, handle, at, limits }: HandleDrag): ShapeRecord {
  const box = codec.toBox(shape.points);
  const target = shape.rotation === 0 ? clampPoint(at, limits) : at;
  const pulled = atLeast(pullBox(box, handle.id, unturn(target, box, shape.rotation)));
  const centre = rotate(centreOf(pulled), centreOf(box), shape.rotation);
  return { ...shape, points: codec.fromBox(boxAbout(centre, pulled)) };
}

function turn(codec: BoxCodec, { shape, at, modifiers }: HandleDrag): ShapeRecord {
  const degrees = bearing(centreOf(codec.toBox(shape.points)), at);
  const step = modifiers.shift ? SNAP_DEGREES : 0.1;
  const snapped = Math.round(degrees / step) * step;
  return { ...shape, rotation: normaliseDegrees(Math.round(snapped * 10) / 10) };
}

/** A turned box may leave the picture as long as its centre stays in it. */
function moveBox(codec: BoxCodec, shape: ShapeRecord, by: Point, limits: Box): ShapeRecord {
  const box = codec.toBox(shape.points);
  const centre = centreOf(box);
  const held = shape.rotation === 0 ? box : boxBetween(centre, centre);
  const { x, y } = clampMove(held, by, limits);
  const { left, top, right, bottom } = box;
  const moved = { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
  return { ...shape, points: codec.fromBox(moved) };
}

/** A turned box stays one: its sides grow as far as they lie in the direction of the stretch. */
function transformBox(codec: BoxCodec, shape: ShapeRecord, by: Transform): ShapeRecord {
  const box = codec.toBox(shape.points);
  const { width, height } = sizeOf(box);
  const half = {
    x: (width * stretchAlong(by.stretch, shape.rotation)) / 2,
    y: (height * stretchAlong(by.stretch, shape.rotation + 90)) / 2,
  };
  const { x, y } = transformPoint(by, centreOf(box));
  const changed = { left: x - half.x, top: y - half.y, right: x + half.x, bottom: y + half.y };
  const rotation = normaliseDegrees(Math.round((shape.rotation + by.degrees) * 10) / 10);
  return { ...shape, points: codec.fromBox(changed), rotation };
}

function atLeast(box: Box): Box {
  return {
    ...box,
    right: Math.max(box.right, box.left + SMALLEST),
    bottom: Math.max(box.bottom, box.top + SMALLEST),
  };
}

function boxAbout(centre: Point, like: Box): Box {
  const { width, height } = sizeOf(like);
  return boxBetween(
    { x: centre.x - width / 2, y: centre.y - height / 2 },
    { x: centre.x + width / 2, y: centre.y + height / 2 },
  );
}
