import type { AnnotationRecord, ShapeType } from "../../core/records";
import { keyframes } from "../../core/tracks";

/** How often a label occurs, by kind of object. */
export interface LabelCount {
  readonly shapes: Readonly<Partial<Record<ShapeType, number>>>;
  readonly tracks: Readonly<Partial<Record<ShapeType, number>>>;
  readonly tags: number;
  /** Objects set by hand: shapes, tags and keyframes. */
  readonly manual: number;
  /** Frames on which tracks stand between keyframes. */
  readonly interpolated: number;
}

const NONE: LabelCount = { shapes: {}, tracks: {}, tags: 0, manual: 0, interpolated: 0 };

/** Counts by label id; `last` is the job's last frame. */
export function statistics(
  records: readonly AnnotationRecord[],
  last: number,
): Map<number, LabelCount> {
  const counts = new Map<number, LabelCount>();
  for (const record of records)
    counts.set(record.labelId, counted(counts.get(record.labelId) ?? NONE, record, last));
  return counts;
}

function counted(count: LabelCount, record: AnnotationRecord, last: number): LabelCount {
  if (record.kind === "tag") return { ...count, tags: count.tags + 1, manual: count.manual + 1 };
  if (record.kind === "shape") {
    const shapes = { ...count.shapes, [record.type]: (count.shapes[record.type] ?? 0) + 1 };
    return { ...count, shapes, manual: count.manual + 1 };
  }
  const type = record.shapes[0]?.type ?? "skeleton";
  const frames = keyframes(record);
  const inSight = frames.reduce((sum, from, i) => {
    const outside = record.shapes.find((shape) => shape.frame === from)?.outside ?? false;
    return outside ? sum : sum + (frames[i + 1] ?? last + 1) - from;
  }, 0);
  const shown = record.shapes.filter((shape) => !shape.outside).length || frames.length;
  return {
    ...count,
    tracks: { ...count.tracks, [type]: (count.tracks[type] ?? 0) + 1 },
    manual: count.manual + frames.length,
    interpolated: count.interpolated + Math.max(0, inSight - shown),
  };
}

/** The sum over kinds of shapes. */
export function total(byType: Readonly<Partial<Record<ShapeType, number>>>): number {
  return Object.values(byType).reduce((sum, count) => sum + count, 0);
}
