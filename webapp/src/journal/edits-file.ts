import { squashDiffs } from "../core/history";
import type { AnnotationRecord, RecordDiff, ShapeRecord, TrackRecord } from "../core/records";
import { isEdit } from "./edits-check";
import { serverKey } from "./identities";

/** What of a job decides whether edits fit it. */
export interface EditsPlace {
  readonly job: number;
  /** Ids of its labels, those of elements of skeletons too. */
  readonly labels: ReadonlySet<number>;
  readonly frames: { readonly first: number; readonly last: number };
}

type Reason = "notEdits" | "otherJob" | "labelGone" | "noFrame";

/** Why a file of edits cannot be loaded; `reason` names the sentence, `details` go into it. */
export class EditsFileProblem extends Error {
  readonly reason: Reason;
  readonly details: Readonly<Record<string, number>>;

  constructor(reason: Reason, details: Readonly<Record<string, number>> = {}) {
    super(reason);
    this.name = "EditsFileProblem";
    this.reason = reason;
    this.details = details;
  }
}

/** Edits of a job as the text of a file, which `readEdits` takes. */
export function writeEdits(job: number, diffs: readonly RecordDiff[]): string {
  return JSON.stringify({ job, edits: diffs }, null, 1);
}

/** The edits in a file, one for each record. Throws an `EditsFileProblem`; takes all or none. */
export function readEdits(text: string, place: EditsPlace): RecordDiff[] {
  const { job, edits } = parsed(text);
  if (job !== place.job) throw new EditsFileProblem("otherJob", { job, here: place.job });
  const known = squashDiffs(edits);
  for (const { after } of known) if (after) refuseStrange(after, place);
  return known;
}

function parsed(text: string): { job: number; edits: RecordDiff[] } {
  try {
    const { job, edits } = JSON.parse(text);
    if (Number.isInteger(job) && Array.isArray(edits) && edits.every(isEdit)) return { job, edits };
  } catch {
    // The same sentence for what is no JSON.
  }
  throw new EditsFileProblem("notEdits");
}

function refuseStrange(record: AnnotationRecord, place: EditsPlace): void {
  if (!place.labels.has(record.labelId))
    throw new EditsFileProblem("labelGone", { label: record.labelId });
  const keyframes = record.kind === "track" ? record.shapes : [];
  for (const { frame } of [record, ...keyframes])
    if (frame < place.frames.first || frame > place.frames.last)
      throw new EditsFileProblem("noFrame", { frame });
  if (record.kind !== "tag") for (const element of record.elements) refuseStrange(element, place);
}

/**
 * What edits of an earlier visit change in the records at hand.
 *
 * An object is found by its id on the server. One that is gone there is made anew; one that was
 * drawn then and is there already stays as it is, so that a file loaded twice doubles nothing.
 */
export function broughtBack(
  edits: readonly RecordDiff[],
  here: readonly AnnotationRecord[],
): RecordDiff[] {
  const found = new Map<string, AnnotationRecord>();
  for (const record of here)
    found.set(serverKey(record) ?? record.id, record).set(record.id, record);
  const there = new Set(here.map(essence));
  return edits.flatMap(({ id, before, after }): RecordDiff[] => {
    const target = found.get(id) ?? found.get((before && serverKey(before)) ?? id) ?? null;
    if (!after) return target ? [{ id: target.id, before: target, after: null }] : [];
    if (there.has(essence(after))) return [];
    if (!target) return [{ id, before: null, after: unsaved(after) }];
    const { id: same, serverId } = target;
    return [{ id: same, before: target, after: { ...after, id: same, serverId } }];
  });
}

/** What makes two records the same for people. */
function essence(record: AnnotationRecord): string {
  const { kind, frame, labelId, group } = record;
  const own = [kind, frame, labelId, group, answers(record)];
  if (record.kind === "tag") return JSON.stringify(own);
  return JSON.stringify([...own, drawn(record), record.elements.map(essence)]);
}

function drawn(record: ShapeRecord | TrackRecord): unknown[] {
  const shapes = record.kind === "track" ? record.shapes : [record];
  return shapes.map((one) => [
    ...[one.frame, one.type, one.points, one.rotation, one.occluded, one.outside, one.zOrder],
    answers(one),
  ]);
}

function answers({ attributes }: Pick<AnnotationRecord, "attributes">): unknown[] {
  return attributes.map((one) => [one.spec_id, one.value]).sort();
}

/** As it is before the server knows it. */
function unsaved<R extends AnnotationRecord>(record: R): R {
  const fresh = { ...record, serverId: null };
  if (fresh.kind === "tag") return fresh;
  const below = { ...fresh, elements: fresh.elements.map(unsaved) };
  if (below.kind !== "track") return below;
  return { ...below, shapes: below.shapes.map((one) => ({ ...one, serverId: null })) };
}
