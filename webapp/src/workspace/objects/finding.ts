import type { AnnotationRecord } from "../../core/records";
import { keyframes, shapeOn } from "../../core/tracks";
import type { Match } from "./searching";

/** Forwards or backwards. */
export type Way = 1 | -1;

/**
 * The nearest frame after `from` (1) or before it (-1) with something that matches.
 *
 * Tracks count where they have a keyframe in sight. `numbers` are the frames that can
 * be gone to, ascending.
 */
export function frameWith(
  records: readonly AnnotationRecord[],
  numbers: readonly number[],
  from: number,
  way: Way,
  match: Match,
): number | null {
  const allowed = new Set(numbers);
  let nearest: number | null = null;
  for (const record of records)
    for (const frame of framesOf(record)) {
      const ahead = (frame - from) * way > 0 && allowed.has(frame);
      const nearer = nearest === null || (nearest - frame) * way > 0;
      if (ahead && nearer && match(record, frame)) nearest = frame;
    }
  return nearest;
}

/** The nearest frame after `from` (1) or before it (-1) on which there is nothing. */
export function emptyFrame(
  onFrame: (frame: number) => readonly AnnotationRecord[],
  numbers: readonly number[],
  from: number,
  way: Way,
): number | null {
  const ahead = numbers.filter((frame) => (frame - from) * way > 0);
  if (way === -1) ahead.reverse();
  return ahead.find((frame) => isEmptyFrame(onFrame, frame)) ?? null;
}

/** Whether nothing is in sight on the frame. */
export function isEmptyFrame(
  onFrame: (frame: number) => readonly AnnotationRecord[],
  frame: number,
): boolean {
  return !onFrame(frame).some((record) => isInSight(record, frame));
}

function framesOf(record: AnnotationRecord): readonly number[] {
  if (record.kind !== "track") return [record.frame];
  return keyframes(record).filter((frame) => isInSight(record, frame));
}

function isInSight(record: AnnotationRecord, frame: number): boolean {
  if (record.kind === "tag") return true;
  const shape = shapeOn(record, frame);
  return shape !== null && !shape.outside;
}
