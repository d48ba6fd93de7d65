import { type Size, toFlat, toPoints } from "../../core/geometry";
import { crossesItself, unitePolygons } from "../../core/geometry/polygons";
import { MaskPaint } from "../../core/mask-paint";
import {
  type AttributeValue,
  newRecordId,
  newShape,
  type RecordId,
  type ShapeRecord,
} from "../../core/records";
import { decodeMask } from "../../core/rle";

/** Why shapes cannot be joined; a message key under `editor:join`. */
export type JoinProblem = "few" | "labels" | "types";

export interface Joined {
  readonly made: readonly ShapeRecord[];
  readonly gone: readonly RecordId[];
  /** Polygons left out because they cross themselves. */
  readonly crossed: readonly RecordId[];
}

export function joinProblem(shapes: readonly ShapeRecord[]): JoinProblem | null {
  if (shapes.length < 2) return "few";
  const types = new Set(shapes.map(({ type }) => type));
  if (types.size > 1 || !(types.has("polygon") || types.has("mask"))) return "types";
  return new Set(shapes.map(({ labelId }) => labelId)).size > 1 ? "labels" : null;
}

/**
 * The union of polygons or masks of one label. Attributes that differ fall back
 * to `defaults`; the result lies on the topmost layer of its parts.
 */
export function joinShapes(
  shapes: readonly ShapeRecord[],
  picture: Size,
  defaults: readonly AttributeValue[],
): Joined {
  const isPolygon = shapes[0]?.type === "polygon";
  const crossed = isPolygon ? shapes.filter((s) => crossesItself(toPoints(s.points))) : [];
  const parts = shapes.filter((shape) => !crossed.includes(shape));
  if (parts.length < 2) return { made: [], gone: [], crossed: idsOf(crossed) };
  const outlines = isPolygon
    ? unitePolygons(parts.map((part) => toPoints(part.points))).map(toFlat)
    : [unitedMask(parts, picture)];
  const made = outlines.map((points) => ({
    ...common(parts, defaults),
    id: newRecordId(),
    points,
  }));
  return { made, gone: idsOf(parts), crossed: idsOf(crossed) };
}

function unitedMask(parts: readonly ShapeRecord[], picture: Size): number[] {
  const paint = new MaskPaint(picture);
  for (const part of parts) paint.add(decodeMask(part.points));
  return paint.encode() ?? [];
}

function common(parts: readonly ShapeRecord[], defaults: readonly AttributeValue[]): ShapeRecord {
  const [first] = parts as [ShapeRecord, ...ShapeRecord[]];
  const { type, frame, labelId } = first;
  return newShape({
    type,
    frame,
    labelId,
    points: [],
    zOrder: Math.max(...parts.map(({ zOrder }) => zOrder)),
    occluded: parts.some(({ occluded }) => occluded),
    attributes: first.attributes.map((attribute) =>
      parts.every((part) => part.attributes.some((other) => sameValue(other, attribute)))
        ? attribute
        : (defaults.find(({ spec_id }) => spec_id === attribute.spec_id) ?? attribute),
    ),
  });
}

function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  return a.spec_id === b.spec_id && a.value === b.value;
}

function idsOf(shapes: readonly ShapeRecord[]): RecordId[] {
  return shapes.map(({ id }) => id);
}
