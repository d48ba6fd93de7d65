import type { AnnotationRecord, ShapeRecord, TrackRecord } from "../../core/records";
import { keyframes, shapeOn } from "../../core/tracks";
import { trackOf } from "../from-shapes";
import type { LabelInfo } from "../options";
import { copyOn } from "./propagating";

/** Whether a shape can go on over frames: a mask cannot. */
export function canBeTrack(record: AnnotationRecord): record is ShapeRecord {
  return record.kind === "shape" && record.type !== "mask";
}

/** A track in place of the shape, from its frame on. */
export function trackFromShape(
  shape: ShapeRecord,
  labelOf: (id: number) => LabelInfo | undefined,
): TrackRecord {
  return trackOf(copyOn(shape, shape.frame), labelOf);
}

/**
 * What the track is on each of the frames on which it is in sight, as shapes;
 * at its keyframes alone when none are given.
 */
export function shapesFromTrack(
  track: TrackRecord,
  frames: readonly number[] = keyframes(track),
): ShapeRecord[] {
  return frames.flatMap((frame) => {
    const shape = shapeOn(track, frame);
    return shape && !shape.outside ? copyOn(shape, frame) : [];
  });
}
