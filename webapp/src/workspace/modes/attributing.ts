import type { LabelAttribute } from "../../api/types";
import type { RecordId } from "../../core/records";
import type { Session } from "../session";

type Place = Pick<Session, "editor" | "labels">;

/** The object at hand and its attributes. */
export function atHand({
  editor,
  labels,
}: Place): { id: RecordId; attributes: LabelAttribute[] } | null {
  const id = editor.selection.only;
  const record = id === null ? undefined : editor.store.get(id);
  if (id === null || !record) return null;
  return { id, attributes: labels.find((label) => label.id === record.labelId)?.attributes ?? [] };
}

/** What digits choose from: the values of an attribute, the first ten. */
export function choicesOf({ input_type, values }: LabelAttribute): readonly string[] {
  if (input_type === "checkbox") return ["true", "false"];
  return input_type === "select" || input_type === "radio" ? values.slice(0, 10) : [];
}

/** Set the attribute at hand to its `n`th choice, from 0. */
export function choose(place: Place, attribute: number, n: number): void {
  const hand = atHand(place);
  const info = hand?.attributes[attribute];
  const value = info && choicesOf(info)[n];
  if (hand && info && value !== undefined)
    place.editor.commands.setAttribute([hand.id], info.id ?? 0, value);
}

/** Select the first object when none is, and show the one at hand as large as it fits. */
export function attend(editor: Session["editor"]): void {
  const id = editor.selection.only ?? editor.scene.items()[0]?.id;
  if (id === undefined) return;
  if (id !== editor.selection.only) editor.selection.set([id]);
  editor.focusOn(id, FOCUS_MARGIN);
}

/** CSS px around the object at hand. */
const FOCUS_MARGIN = 120;
