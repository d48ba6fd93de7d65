import {
  newTrack,
  type ShapeRecord,
  type TrackedShape,
  type TrackRecord,
} from "../../core/records";

type Mergeable = ShapeRecord | TrackRecord;

/** Why records cannot become one track; a message key under `editor:merge`. */
export type MergeProblem = "few" | "labels" | "types" | "masks" | "frames";

/** Why these cannot be merged, or `null` when they can. */
export function mergeProblem(records: readonly Mergeable[]): MergeProblem | null {
  const types = records.map(typeOf);
  if (records.length < 2) return "few";
  if (new Set(records.map((record) => record.labelId)).size > 1) return "labels";
  if (new Set(types).size > 1) return "types";
  if (types[0] === "mask") return "masks";
  const frames = records.flatMap((record) => keyframesOf(record).map(({ frame }) => frame));
  return new Set(frames).size < frames.length ? "frames" : null;
}

/**
 * One track of shapes and tracks on different frames.
 *
 * A shape stands on its own frame only: unless something follows on the next
 * one, the track goes out of sight there. `last` is the job's last frame.
 */
export function mergeRecords(
  records: readonly Mergeable[],
  last: number,
  mutable: ReadonlySet<number>,
): TrackRecord {
  const sorted = [...records].sort((a, b) => a.frame - b.frame);
  const [first] = sorted as [Mergeable, ...Mergeable[]];
  return newTrack({
    frame: first.frame,
    labelId: first.labelId,
    group: Math.max(0, ...sorted.map((record) => record.group)),
    attributes: first.attributes.filter(({ spec_id }) => !mutable.has(spec_id)),
    shapes: joined(sorted, last, mutable),
    elements: mergedElements(sorted, last, mutable),
  });
}

function joined(
  records: readonly Mergeable[],
  last: number,
  mutable: ReadonlySet<number>,
): TrackedShape[] {
  const shapes = records
    .flatMap((record) => keyframesOf(record, mutable))
    .sort((a, b) => a.frame - b.frame);
  const taken = new Set(shapes.map(({ frame }) => frame));
  const gaps = records.flatMap((record): TrackedShape[] => {
    const next = record.frame + 1;
    if (record.kind === "track" || taken.has(next) || next > last) return [];
    return keyframesOf(record, mutable).map((shape) => ({ ...shape, frame: next, outside: true }));
  });
  return [...shapes, ...gaps].sort((a, b) => a.frame - b.frame);
}

function mergedElements(
  records: readonly Mergeable[],
  last: number,
  mutable: ReadonlySet<number>,
): TrackRecord[] {
  const elements: readonly Mergeable[] = records.flatMap(
    (record): readonly Mergeable[] => record.elements,
  );
  const labels = [...new Set(elements.map(({ labelId }) => labelId))];
  return labels.map((labelId) =>
    mergeRecords(
      elements.filter((element) => element.labelId === labelId),
      last,
      mutable,
    ),
  );
}

function keyframesOf(record: Mergeable, mutable: ReadonlySet<number> = new Set()): TrackedShape[] {
  if (record.kind === "track") return record.shapes.map((shape) => ({ ...shape, serverId: null }));
  const { frame, type, points, rotation, occluded, outside, zOrder } = record;
  const attributes = record.attributes.filter(({ spec_id }) => mutable.has(spec_id));
  return [{ serverId: null, frame, type, points, rotation, occluded, outside, zOrder, attributes }];
}

function typeOf(record: Mergeable): string {
  return record.kind === "shape" ? record.type : (record.shapes[0]?.type ?? "skeleton");
}
