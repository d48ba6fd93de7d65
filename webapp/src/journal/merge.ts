import type { AnnotationRecord, RecordDiff, RecordId } from "../core/records";
import { serverKey } from "./identities";
import { recordsFromServer } from "./restore";
import type { ServerNews } from "./transport";

/** What the server's news change here, and whether some were kept out by unsaved edits. */
export interface Merged {
  readonly diffs: readonly RecordDiff[];
  readonly keptOut: boolean;
}

/** The server's news about `records`; those in `edited` have unsaved edits and stay as they are. */
export function merge(
  news: ServerNews,
  records: readonly AnnotationRecord[],
  edited: ReadonlySet<RecordId>,
): Merged {
  const here = new Map(records.map((record) => [record.id, record]));
  const diffs = recordsFromServer(news.changed, records)
    .map((after): RecordDiff => ({ id: after.id, before: here.get(after.id) ?? null, after }))
    .filter(({ before, after }) => !isSame(before, after));
  const gone = new Set([
    ...news.deleted.tags.map((id) => `tag:${id}`),
    ...news.deleted.shapes.map((id) => `shape:${id}`),
    ...news.deleted.tracks.map((id) => `track:${id}`),
  ]);
  for (const before of records)
    if (gone.has(serverKey(before) ?? "")) diffs.push({ id: before.id, before, after: null });
  const open = diffs.filter(({ id }) => !edited.has(id));
  return { diffs: open, keptOut: open.length < diffs.length };
}

/** Whether two plain values are alike all through. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
