import type { Size } from "../../core/geometry";
import type { AnnotationRecord, RecordId, ShapeRecord } from "../../core/records";
import { changeLabel } from "../attributes";
import type { LabelInfo } from "../options";
import { type Convertible, canConvert, converted } from "./converting";

/** Something to do with many objects at once. */
export type BulkAction =
  | { readonly kind: "remove" }
  | { readonly kind: "label"; readonly label: LabelInfo }
  | { readonly kind: "convert"; readonly to: Convertible };

export interface BulkResult {
  readonly put: readonly AnnotationRecord[];
  readonly gone: readonly RecordId[];
}

/** Whether the action makes a difference to the record. Only shapes change their type, no tracks. */
export function concerns(action: BulkAction, record: AnnotationRecord): boolean {
  switch (action.kind) {
    case "remove":
      return true;
    case "label":
      return record.labelId !== action.label.id && fits(action.label, record);
    case "convert":
      return record.kind === "shape" && canConvert(record, action.to);
  }
}

/** What becomes of records; those the action does not concern stay as they are. */
export function bulk(
  records: readonly AnnotationRecord[],
  action: BulkAction,
  pictureOf: (frame: number) => Size,
): BulkResult {
  const concerned = records.filter((record) => concerns(action, record));
  if (action.kind === "remove") return { put: [], gone: idsOf(concerned) };
  if (action.kind === "label")
    return { put: concerned.map((record) => changeLabel(record, action.label)), gone: [] };
  const shapes = concerned.filter((record): record is ShapeRecord => record.kind === "shape");
  const made = shapes.map((shape) => converted(shape, action.to, pictureOf(shape.frame)));
  // What is too small to be anything of that type stays.
  return { put: made.flat(), gone: idsOf(shapes.filter((_, i) => made[i]?.length)) };
}

function fits({ type }: LabelInfo, record: AnnotationRecord): boolean {
  return !type || type === "any" || type === typeOf(record);
}

function typeOf(record: AnnotationRecord): string {
  if (record.kind === "track") return record.shapes[0]?.type ?? "skeleton";
  return record.kind === "shape" ? record.type : "tag";
}

const idsOf = (records: readonly AnnotationRecord[]) => records.map(({ id }) => id);
