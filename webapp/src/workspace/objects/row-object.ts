import type { RecordId } from "../../core/records";

/** The object of the row that something in it belongs to. */
export function objectOf(part: Element): RecordId {
  const row = part.closest<HTMLElement>("[data-object]");
  if (!row) throw new Error("this is in no row of an object");
  return row.dataset.object as RecordId;
}
