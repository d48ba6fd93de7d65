import type { Size } from "../../core/geometry";
import type { AnnotationRecord, RecordId, ShapeRecord, TrackedShape } from "../../core/records";
import { changeLabel } from "../attributes";
import type { LabelInfo } from "../options";
import { type Convertible, canConvert, converted } from "./converting";
import { simplified } from "./outlines";
import { canBeTrack, shapesFromTrack, trackFromShape } from "./tracking";

/** Something to do with many objects at once. */
export type BulkAction =
  | { readonly kind: "remove" }
  | { readonly kind: "label"; readonly label: LabelInfo }
  | { readonly kind: "convert"; readonly to: Convertible }
  /** Outlines with fewer points, within `tolerance` px of what they were. */
  | { readonly kind: "simplify"; readonly tolerance: number }
  | { readonly kind: "track" }
  /** Shapes in place of tracks: on these frames, or at their keyframes alone. */
  | { readonly kind: "shapes"; readonly frames?: readonly number[] };

/** What an action must know of the job. */
export interface BulkSurroundings {
  pictureOf(frame: number): Size;
  label(id: number): LabelInfo | undefined;
}

export interface BulkResult {
  readonly put: readonly AnnotationRecord[];
  readonly gone: readonly RecordId[];
}

const AS_BEFORE: BulkResult = { put: [], gone: [] };

/** Whether the action makes a difference to the record. */
export function concerns(action: BulkAction, record: AnnotationRecord): boolean {
  switch (action.kind) {
    case "remove":
      return true;
    case "label":
      return record.labelId !== action.label.id && fits(action.label, record);
    case "convert":
      return record.kind === "shape" && canConvert(record, action.to);
    case "simplify":
      return outlinesOf(record).length > 0;
    case "track":
      return canBeTrack(record);
    case "shapes":
      return record.kind === "track";
  }
}

/** What comes in place of one record; it stays where the action makes nothing of it. */
export function replaced(
  record: AnnotationRecord,
  action: BulkAction,
  { pictureOf, label }: BulkSurroundings,
): BulkResult {
  if (!concerns(action, record)) return AS_BEFORE;
  if (action.kind === "remove") return { put: [], gone: [record.id] };
  if (action.kind === "label") return { put: [changeLabel(record, action.label)], gone: [] };
  if (action.kind === "simplify") return simpler(record, action.tolerance);
  const put = made(record, action, pictureOf, label);
  return put.length > 0 ? { put, gone: [record.id] } : AS_BEFORE;
}

function made(
  record: AnnotationRecord,
  action: BulkAction,
  pictureOf: BulkSurroundings["pictureOf"],
  label: BulkSurroundings["label"],
): readonly AnnotationRecord[] {
  if (action.kind === "shapes" && record.kind === "track")
    return shapesFromTrack(record, action.frames);
  if (record.kind !== "shape") return [];
  if (action.kind === "track") return [trackFromShape(record, label)];
  return action.kind === "convert" ? converted(record, action.to, pictureOf(record.frame)) : [];
}

/** The polygon or polyline a record is, of a track those of its keyframes. */
function outlinesOf(record: AnnotationRecord): readonly (ShapeRecord | TrackedShape)[] {
  if (record.kind === "tag") return [];
  const shapes = record.kind === "track" ? record.shapes : [record];
  return shapes.filter(({ type }) => type === "polygon" || type === "polyline");
}

/** How many points the outlines of a record have. */
export function outlinePoints(record: AnnotationRecord): number {
  return outlinesOf(record).reduce((sum, { points }) => sum + points.length / 2, 0);
}

function simpler(record: AnnotationRecord, tolerance: number): BulkResult {
  if (record.kind === "tag") return AS_BEFORE;
  const put =
    record.kind === "track"
      ? { ...record, shapes: record.shapes.map((shape) => simplified(shape, tolerance)) }
      : simplified(record, tolerance);
  return outlinePoints(put) < outlinePoints(record) ? { put: [put], gone: [] } : AS_BEFORE;
}

/** What becomes of many. */
export function together(results: readonly BulkResult[]): BulkResult {
  return { put: results.flatMap(({ put }) => put), gone: results.flatMap(({ gone }) => gone) };
}

function fits({ type }: LabelInfo, record: AnnotationRecord): boolean {
  return !type || type === "any" || type === typeOf(record);
}

function typeOf(record: AnnotationRecord): string {
  if (record.kind === "track") return record.shapes[0]?.type ?? "skeleton";
  return record.kind === "shape" ? record.type : "tag";
}
