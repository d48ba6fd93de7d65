import { squashDiffs } from "../core/history";
import type { AnnotationRecord, RecordDiff, RecordId } from "../core/records";
import { forgetServerIds } from "../core/server-ids";
import { toWire, type WireAnnotations } from "../core/wire";
import type { Identities } from "./identities";
import type { Seen } from "./seen";

export const KINDS = ["tags", "shapes", "tracks"] as const;
export type Kind = (typeof KINDS)[number];
const KIND_OF = { tag: "tags", shape: "shapes", track: "tracks" } as const;

export interface Request {
  readonly body: string;
  /** Client ids of the records it creates, in the request's order. */
  readonly created: Readonly<Record<Kind, readonly RecordId[]>>;
}

interface ChangesBody {
  create: WireAnnotations;
  update: WireAnnotations;
  delete: Record<Kind, (number | { id: number; version: number })[]>;
}

/** One request for all `diffs`, or `null` when they come to nothing. */
export function buildRequest(
  diffs: readonly RecordDiff[],
  identities: Identities,
  seen: Seen,
): Request | null {
  const creates: AnnotationRecord[] = [];
  const updates: AnnotationRecord[] = [];
  const deletes: ChangesBody["delete"] = { tags: [], shapes: [], tracks: [] };
  for (const { id, before, after } of squashDiffs(diffs)) {
    const serverId = before === null ? null : identities.get(id);
    if (after && serverId === null) creates.push(forgetServerIds(after));
    else if (after) updates.push({ ...after, serverId });
    else if (before && serverId !== null)
      deletes[KIND_OF[before.kind]].push(doomedAs(before, serverId, seen));
  }
  const doomed = KINDS.flatMap((kind) => deletes[kind]);
  if (creates.length + updates.length + doomed.length === 0) return null;
  const body: ChangesBody = {
    create: toWire(creates),
    update: withVersions(toWire(updates), seen),
    delete: deletes,
  };
  return { body: JSON.stringify(body), created: byKind(creates) };
}

/** Each object with the version it was seen at. */
function withVersions(data: WireAnnotations, seen: Seen): WireAnnotations {
  const known = <T extends { id?: number | null }>(kind: "tag" | "shape" | "track", object: T) => {
    const version = seen.get(`${kind}:${object.id}`);
    return version === undefined ? object : { ...object, version };
  };
  return {
    tags: data.tags.map((tag) => known("tag", tag)),
    shapes: data.shapes.map((shape) => known("shape", shape)),
    tracks: data.tracks.map((track) => known("track", track)),
  };
}

function doomedAs({ kind }: AnnotationRecord, id: number, seen: Seen) {
  const version = seen.get(`${kind}:${id}`);
  return version === undefined ? id : { id, version };
}

function byKind(records: readonly AnnotationRecord[]): Record<Kind, RecordId[]> {
  const ids: Record<Kind, RecordId[]> = { tags: [], shapes: [], tracks: [] };
  for (const record of records) ids[KIND_OF[record.kind]].push(record.id);
  return ids;
}
