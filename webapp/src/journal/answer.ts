import type { AnnotationRecord, RecordId } from "../core/records";
import { adoptServerIds } from "../core/server-ids";
import { shapeFromWire, tagFromWire, trackFromWire } from "../core/wire";
import { KINDS, type Kind } from "./batch";
import type { Batch } from "./database";
import type { ChangesAnswer } from "./transport";

type WireObject = ChangesAnswer["create"][Kind][number];

/** A record of the batch and the object the server made of it. */
export interface Created {
  readonly id: RecordId;
  readonly serverId: number;
  readonly object: WireObject;
}

/**
 * What the server created, which it lists in the order it was sent.
 *
 * Throws an `Error` when the answer does not match the batch.
 */
export function createdBy(batch: Batch, answer: ChangesAnswer): Created[] {
  return KINDS.flatMap((kind) => {
    const ids = batch.created[kind];
    const objects = answer.create[kind];
    if (objects.length !== ids.length)
      throw new Error(`${ids.length} ${kind} were sent, the answer names ${objects.length}`);
    return ids.map((id, i) => {
      const object = objects[i];
      if (typeof object?.id !== "number") throw new Error(`no id for number ${i} of ${kind}`);
      return { id, serverId: object.id, object };
    });
  });
}

/** `record` with the ids of the object the server made of an earlier state of it. */
export function withAnsweredIds(record: AnnotationRecord, object: WireObject): AnnotationRecord {
  return adoptServerIds(record, answered(record, object));
}

/** Names of the created objects, as `serverKey` gives them. */
export function keysIn({ create }: ChangesAnswer): ReadonlySet<string | null> {
  return new Set([
    ...create.tags.map(({ id }) => `tag:${id}`),
    ...create.shapes.map(({ id }) => `shape:${id}`),
    ...create.tracks.map(({ id }) => `track:${id}`),
  ]);
}

function answered(record: AnnotationRecord, object: WireObject): AnnotationRecord {
  if (record.kind === "tag") return tagFromWire(object, record);
  if (record.kind === "shape" && "type" in object) return shapeFromWire(object, record);
  if (record.kind === "track" && "shapes" in object) return trackFromWire(object, record);
  throw new Error(`the answer for a ${record.kind} is of another kind`);
}
