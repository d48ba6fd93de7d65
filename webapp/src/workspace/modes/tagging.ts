import type { AnnotationRecord } from "../../core/records";
import type { Session } from "../session";

/** Labels that may be put on a whole frame. */
export function tagLabels({ labels }: Pick<Session, "labels">): Session["labels"] {
  return labels.filter(({ type }) => !type || type === "any" || type === "tag");
}

/** Put a label on the frame, or take it off; says whether it is on now. */
export function toggleTag({ editor }: Pick<Session, "editor">, labelId: number): boolean {
  const isIt = (record: AnnotationRecord) => record.kind === "tag" && record.labelId === labelId;
  const there = editor.store.onFrame(editor.frame).filter(isIt);
  if (there.length === 0) return editor.commands.addTag(labelId) !== null;
  editor.commands.remove(there.map(({ id }) => id));
  return false;
}
