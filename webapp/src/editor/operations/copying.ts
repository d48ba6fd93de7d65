import type { AnnotationRecord, TrackRecord } from "../../core/records";
import { newRecordId } from "../../core/records";
import { forgetServerIds } from "../../core/server-ids";
import { copyOf } from "../from-shapes";
import { isSplittable, splitTrack } from "./splitting";

/** Frames first to last, both included. */
export interface FrameRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Copies of whole records that the server does not know, `by` frames later.
 *
 * Of a track what lies outside of the range is left out: one that began before goes on from the
 * first frame as it is there.
 */
export function copiedWhole(
  records: readonly AnnotationRecord[],
  by: number,
  range: FrameRange,
): AnnotationRecord[] {
  return records.flatMap((record): AnnotationRecord[] => {
    const frame = record.frame + by;
    if (record.kind === "track") return within(movedTrack(record, by), range);
    if (frame < range.first || frame > range.last) return [];
    if (record.kind === "shape") return [copyOf(record, frame)];
    return [{ ...forgetServerIds(record), id: newRecordId(), frame, source: "manual" }];
  });
}

function movedTrack(track: TrackRecord, by: number): TrackRecord {
  return {
    ...forgetServerIds(track),
    id: newRecordId(),
    frame: track.frame + by,
    source: "manual",
    shapes: track.shapes.map((shape) => ({ ...shape, serverId: null, frame: shape.frame + by })),
    elements: track.elements.map((element) => movedTrack(element, by)),
  };
}

function within(track: TrackRecord, { first, last }: FrameRange): TrackRecord[] {
  const begun = isSplittable(track, first) ? splitTrack(track, first)[1] : track;
  const kept = until(begun, last);
  return hasKeyframes(kept) ? [kept] : [];
}

function until(track: TrackRecord, last: number): TrackRecord {
  return {
    ...track,
    shapes: track.shapes.filter((shape) => shape.frame <= last),
    elements: track.elements.map((element) => until(element, last)),
  };
}

function hasKeyframes({ shapes, elements }: TrackRecord): boolean {
  return shapes.length > 0 || elements.some(hasKeyframes);
}
