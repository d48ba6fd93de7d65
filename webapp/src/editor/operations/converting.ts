import {
  boxAround,
  centreOf,
  cornersOf,
  type Point,
  rotate,
  type Size,
  simplifyPath,
  toFlat,
  toPoints,
} from "../../core/geometry";
import { maskOutlines } from "../../core/mask-outline";
import { MaskPaint } from "../../core/mask-paint";
import { newRecordId, type ShapeRecord, type ShapeType } from "../../core/records";
import { decodeMask } from "../../core/rle";
import { forgetServerIds } from "../../core/server-ids";
import { ellipseBox, ellipsePoints } from "../shapes/ellipse";

export const CONVERTIBLE = [
  "rectangle",
  "polygon",
  "polyline",
  "points",
  "ellipse",
  "mask",
] as const;
export type Convertible = (typeof CONVERTIBLE)[number];

/** Corners of a polygon that stands for an ellipse. */
const ROUND = 48;
/** Outlines of masks are let off this far from their pixels, px. */
const STAIRS = 0.8;

export function canConvert(shape: ShapeRecord, to: Convertible): boolean {
  return shape.type !== to && (CONVERTIBLE as readonly string[]).includes(shape.type);
}

/**
 * New shapes of another type in place of one: several where a mask has several parts,
 * none where it is too small. Label, attributes and layer stay; holes of a mask are filled.
 */
export function converted(shape: ShapeRecord, to: Convertible, picture: Size): ShapeRecord[] {
  const outlines = outlinesOf(shape).filter((outline) => outline.length >= fewest(to));
  const all = to === "mask" ? [maskOf(outlines, picture)] : outlines.map((o) => pointsFor(o, to));
  return all
    .filter((points) => points.length > 0)
    .map((points) => ({
      ...forgetServerIds(shape),
      id: newRecordId(),
      type: to,
      points,
      rotation: 0,
    }));
}

function fewest(to: ShapeType): number {
  return to === "polygon" || to === "mask" ? 3 : 2;
}

function outlinesOf({ type, points, rotation }: ShapeRecord): Point[][] {
  switch (type) {
    case "rectangle": {
      const box = boxAround(points);
      return [cornersOf(box).map((corner) => rotate(corner, centreOf(box), rotation))];
    }
    case "ellipse":
      return [round(points, rotation)];
    case "mask":
      return maskOutlines(decodeMask(points)).map((one) => simplifyPath(one, STAIRS, true));
    case "polygon":
    case "polyline":
    case "points":
      return [toPoints(points)];
    default:
      return [];
  }
}

function round(points: readonly number[], rotation: number): Point[] {
  const { left, top, right, bottom } = ellipseBox(points);
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 };
  return Array.from({ length: ROUND }, (_, n) => {
    const angle = (n / ROUND) * 2 * Math.PI;
    const [x, y] = [Math.cos(angle) * (right - centre.x), Math.sin(angle) * (bottom - centre.y)];
    return rotate({ x: centre.x + x, y: centre.y + y }, centre, rotation);
  });
}

function pointsFor(outline: readonly Point[], to: ShapeType): number[] {
  const flat = toFlat(outline);
  const box = boxAround(flat);
  if (to === "rectangle") return [box.left, box.top, box.right, box.bottom];
  return to === "ellipse" ? [...ellipsePoints(box)] : flat;
}

function maskOf(outlines: readonly Point[][], picture: Size): number[] {
  const paint = new MaskPaint(picture);
  for (const outline of outlines) paint.polygon(outline, true);
  return paint.encode() ?? [];
}
