import type { Size } from "../../core/geometry";
import type { AnnotationRecord, RecordId } from "../../core/records";
import { changeLabel } from "../attributes";
import type { LabelInfo } from "../options";
import { type Convertible, canConvert, converted } from "./converting";
import { canBeTrack, shapesFromTrack, trackFromShape } from "./tracking";

/** Something to do with many objects at once. */
export type BulkAction =
  | { readonly kind: "remove" }
  | { readonly kind: "label"; readonly label: LabelInfo }
  | { readonly kind: "convert"; readonly to: Convertible }
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
