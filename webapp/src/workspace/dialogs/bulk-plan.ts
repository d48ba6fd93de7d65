import type { AnnotationRecord } from "../../core/records";
import { keyframes } from "../../core/tracks";
import type { Editor } from "../../editor";
import { type BulkAction, concerns } from "../../editor/operations/bulk";
import { CONVERTIBLE, type Convertible } from "../../editor/operations/converting";
import { matching } from "../objects/searching";

export const KINDS = ["remove", "label", "convert"] as const;
export type Kind = (typeof KINDS)[number];
export const TYPES = CONVERTIBLE;

export const RANGES = ["frame", "before", "onwards", "job"] as const;
export type Range = (typeof RANGES)[number];

/** What was chosen in the dialog. */
export interface Choice {
  readonly kind: Kind;
  readonly range: Range;
  readonly type: Convertible;
  readonly labelId: number;
}

/** What would be done now. */
export interface Plan {
  readonly action: BulkAction;
  /** What it is done with: of the chosen frames, editable, and searched for if anything is. */
  readonly records: readonly AnnotationRecord[];
  /** Others of those, to which it cannot be done. */
  readonly left: number;
}

export function planned(editor: Editor, choice: Choice, query: string): Plan {
  const match = matching(editor, query);
  const inRange = framesIn(editor.frame, choice.range);
  const all = editor.store
    .all()
    .filter((record) => editor.isEditable(record.id))
    .filter((record) => framesOf(record, editor.frame).some((n) => inRange(n) && match(record, n)));
  const action = actionOf(editor, choice);
  const records = all.filter((record) => concerns(action, record));
  return { action, records, left: all.length - records.length };
}

function actionOf(editor: Editor, { kind, type, labelId }: Choice): BulkAction {
  const label = editor.label(labelId);
  if (kind === "label" && label) return { kind, label };
  return kind === "convert" ? { kind, to: type } : { kind: "remove" };
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
