import type { AnnotationRecord, ShapeRecord, TrackRecord } from "./records";

/** `record` with the server ids of `source`, a newer state of the same annotation. */
export function adoptServerIds<R extends AnnotationRecord>(record: R, source: AnnotationRecord): R {
  return withServerIds(record, (id) => serverIds(source).get(id));
}

/** `record` as the server has never seen it. */
export function forgetServerIds<R extends AnnotationRecord>(record: R): R {
  return withServerIds(record, () => null);
}

type Lookup = (id: string) => number | null | undefined;

function withServerIds<R extends AnnotationRecord>(record: R, lookup: Lookup): R {
  const found = lookup(record.id);
  const own = { ...record, serverId: found === undefined ? record.serverId : found };
  if (own.kind === "tag") return own;
  const elements = (own.elements as readonly (ShapeRecord | TrackRecord)[]).map((element) =>
    withServerIds(element, lookup),
  );
  return { ...own, elements };
}

function serverIds(record: AnnotationRecord): Map<string, number | null> {
  const ids = new Map([[record.id, record.serverId]]);
  if (record.kind === "tag") return ids;
  for (const element of record.elements) ids.set(element.id, element.serverId);
  return ids;
}
