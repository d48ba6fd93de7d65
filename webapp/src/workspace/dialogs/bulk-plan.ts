import type { AnnotationRecord } from "../../core/records";
import { keyframes } from "../../core/tracks";
import type { Editor } from "../../editor";
import {
  type BulkAction,
  concerns,
  outlinePoints,
  replaced,
  together,
} from "../../editor/operations/bulk";
import { CONVERTIBLE, type Convertible } from "../../editor/operations/converting";
import { matching } from "../objects/searching";
import type { Pictures } from "../pictures";
import { inSlices } from "./in-slices";

export const KINDS = ["remove", "label", "convert", "simplify", "extent"] as const;
export type Kind = (typeof KINDS)[number];
export const TYPES = CONVERTIBLE;

/** What shapes and tracks may become, of one another. */
export const EXTENTS = ["track", "shapes", "keyframes"] as const;
export type Extent = (typeof EXTENTS)[number];

export const RANGES = ["frame", "before", "onwards", "job"] as const;
export type Range = (typeof RANGES)[number];

/** What was chosen in the dialog. */
export interface Choice {
  readonly kind: Kind;
  readonly range: Range;
  readonly type: Convertible;
  readonly labelId: number;
  readonly extent: Extent;
  /** How far a simplified outline may be from what it was, px. */
  readonly tolerance: number;
}

/** Where it is done. */
export interface Place {
  readonly editor: Editor;
  readonly pictures: Pictures;
}

/** What would be done now. */
export interface Plan {
  readonly action: BulkAction;
  /**
   * What it is done with: of the chosen frames, editable, on no removed frame,
   * and searched for if anything is.
   */
  readonly records: readonly AnnotationRecord[];
  /** Others of those, to which it cannot be done. */
  readonly left: number;
}

export function planned({ editor, pictures }: Place, choice: Choice, query: string): Plan {
  const match = matching(editor, query);
  const inRange = framesIn(editor.frame, choice.range);
  const here = (n: number) => inRange(n) && !pictures.isRemoved(n);
  const all = editor.store
    .all()
    .filter((record) => editor.isEditable(record.id))
    .filter((record) => framesOf(record, editor.frame).some((n) => here(n) && match(record, n)));
  const action = actionOf(editor, choice, pictures.kept);
  const records = all.filter((record) => concerns(action, record));
  return { action, records, left: all.length - records.length };
}

interface Course {
  readonly signal: AbortSignal;
  onProgress(done: number): void;
}

/**
 * Do what was planned, in one step of undo; nothing of it when it is stopped.
 *
 * What was saved or changed meanwhile is taken as it is at the end.
 */
export async function carryOut(
  { editor, pictures }: Place,
  { action, records }: Plan,
  name: string,
  course: Course,
): Promise<void> {
  const one = becoming({ editor, pictures }, action);
  const results = await inSlices(records, one, course);
  if (!results) return;
  const now = records.flatMap((record, i) => {
    const current = editor.store.get(record.id);
    if (!current) return [];
    return current === record ? (results[i] ?? []) : one(current);
  });
  const { put, gone } = together(now);
  editor.commands.exchange(name, put, gone);
}

/** How many points the outlines have, and would have. */
export interface PointCounts {
  readonly before: number;
  readonly after: number;
}

/** What simplifying would leave; `null` when it was stopped. */
export async function countPoints(
  place: Place,
  { action, records }: Plan,
  course: Course,
): Promise<PointCounts | null> {
  const become = becoming(place, action);
  const count = (record: AnnotationRecord): PointCounts => {
    const before = outlinePoints(record);
    const [put] = become(record).put;
    return { before, after: put ? outlinePoints(put) : before };
  };
  const counts = await inSlices(records, count, course);
  return counts && { before: sum(counts, "before"), after: sum(counts, "after") };
}

function sum(counts: readonly PointCounts[], which: keyof PointCounts): number {
  return counts.reduce((total, each) => total + each[which], 0);
}

function becoming({ editor, pictures }: Place, action: BulkAction) {
  const around = {
    pictureOf: (frame: number) => pictures.size(frame),
    label: (id: number) => editor.label(id),
  };
  return (record: AnnotationRecord) => replaced(record, action, around);
}

function actionOf(
  editor: Editor,
  { kind, type, labelId, extent, tolerance }: Choice,
  frames: readonly number[],
): BulkAction {
  const label = editor.label(labelId);
  if (kind === "label" && label) return { kind, label };
  if (kind === "convert") return { kind, to: type };
  if (kind === "simplify") return { kind, tolerance };
  if (kind !== "extent") return { kind: "remove" };
  if (extent === "track") return { kind: "track" };
  return extent === "shapes" ? { kind: "shapes", frames } : { kind: "shapes" };
}

function framesIn(frame: number, range: Range): (n: number) => boolean {
  if (range === "frame") return (n) => n === frame;
  if (range === "before") return (n) => n <= frame;
  return range === "onwards" ? (n) => n >= frame : () => true;
}

/** Where a record counts as being: a track at its keyframes, and on the frame on screen. */
function framesOf(record: AnnotationRecord, shown: number): readonly number[] {
  if (record.kind !== "track") return [record.frame];
  return record.frame <= shown ? [shown, ...keyframes(record)] : keyframes(record);
}
