import { squashDiffs } from "../core/history";
import type { AnnotationRecord, RecordDiff, RecordId } from "../core/records";
import { forgetServerIds } from "../core/server-ids";
import { toWire, type WireAnnotations } from "../core/wire";
import type { Identities } from "./identities";

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
  delete: Record<Kind, number[]>;
}

/** One request for all `diffs`, or `null` when they come to nothing. */
export function buildRequest(diffs: readonly RecordDiff[], identities: Identities): Request | null {
  const creates: AnnotationRecord[] = [];
  const updates: AnnotationRecord[] = [];
  const deletes: Record<Kind, number[]> = { tags: [], shapes: [], tracks: [] };
  for (const { id, before, after } of squashDiffs(diffs)) {
    const serverId = before === null ? null : identities.get(id);
    if (after && serverId === null) creates.push(forgetServerIds(after));
    else if (after) updates.push({ ...after, serverId });
    else if (before && serverId !== null) deletes[KIND_OF[before.kind]].push(serverId);
  }
  const doomed = KINDS.flatMap((kind) => deletes[kind]);
  if (creates.length + updates.length + doomed.length === 0) return null;
  const body: ChangesBody = {
    create: toWire(creates),
    update: toWire(updates),
    delete: deletes,
  };
  return { body: JSON.stringify(body), created: byKind(creates) };
}

function byKind(records: readonly AnnotationRecord[]): Record<Kind, RecordId[]> {
  const ids: Record<Kind, RecordId[]> = { tags: [], shapes: [], tracks: [] };
  for (const record of records) ids[KIND_OF[record.kind]].push(record.id);
  return ids;
}
