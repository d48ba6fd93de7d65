import { squashDiffs } from "../core/history";
import type {
  AnnotationRecord,
  RecordDiff,
  RecordId,
  ShapeRecord,
  TagRecord,
  TrackRecord,
} from "../core/records";
import { shapeFromWire, tagFromWire, trackFromWire, type WireAnnotations } from "../core/wire";
import { serverKey } from "./identities";

/**
 * The records the server sent, under the client ids `known` records already have.
 *
 * Diffs name records by client id, so a record with unsent edits must keep its own.
 */
export function recordsFromServer(
  data: Partial<WireAnnotations>,
  known: Iterable<AnnotationRecord>,
): AnnotationRecord[] {
  const byKey = new Map<string, AnnotationRecord>();
  for (const record of known) byKey.set(serverKey(record) ?? record.id, record);
  const find = <R extends AnnotationRecord>(kind: R["kind"], id: number | null | undefined) =>
    byKey.get(`${kind}:${id}`) as R | undefined;
  return [
    ...(data.tags ?? []).map((tag) => tagFromWire(tag, find<TagRecord>("tag", tag.id))),
    ...(data.shapes ?? []).map((s) => shapeFromWire(s, find<ShapeRecord>("shape", s.id))),
    ...(data.tracks ?? []).map((t) => trackFromWire(t, find<TrackRecord>("track", t.id))),
  ];
}

/** `records` with unsent edits on top. */
export function replay(
  records: readonly AnnotationRecord[],
  diffs: readonly RecordDiff[],
): AnnotationRecord[] {
  const byId = new Map<RecordId, AnnotationRecord>(records.map((record) => [record.id, record]));
  for (const { id, after } of squashDiffs(diffs)) {
    if (after) byId.set(id, after);
    else byId.delete(id);
  }
  return [...byId.values()];
}

/**
 * Diffs of several ended tabs, each record under one client id.
 *
 * Two tabs gave the same server object ids of their own; the first one stays.
 */
export function unified(diffs: readonly RecordDiff[], names: Map<string, RecordId>): RecordDiff[] {
  return diffs.map((diff) => {
    const key = diff.before && serverKey(diff.before);
    if (!key) return diff;
    const id = names.get(key) ?? diff.id;
    names.set(key, id);
    const rename = (record: AnnotationRecord | null) => record && { ...record, id };
    return id === diff.id ? diff : { id, before: rename(diff.before), after: rename(diff.after) };
  });
}
