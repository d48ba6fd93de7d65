import type { TrackRecord } from "../../core/records";
import { isKeyframe, keyframes, trackedAt, withKeyframe } from "../../core/tracks";

/** The keyframe of a track next before (-1) or after (1) a frame, or `null`. */
export function neighbourKeyframe(track: TrackRecord, frame: number, by: 1 | -1): number | null {
  const all = keyframes(track);
  const found = by === 1 ? all.find((each) => each > frame) : all.findLast((each) => each < frame);
  return found ?? null;
}

/** The track with the frame made a keyframe, or, when it is one, without it; the last one stays. */
export function toggleKeyframe(track: TrackRecord, frame: number): TrackRecord {
  if (!isKeyframe(track, frame)) return withKeyframes(track, frame);
  return keyframes(track).length > 1 ? withoutKeyframe(track, frame) : track;
}

/** Every part of the track as it is on the frame, written down there. */
function withKeyframes(track: TrackRecord, frame: number): TrackRecord {
  const elements = track.elements.map((element) => withKeyframes(element, frame));
  const now = trackedAt(track, frame);
  return now
    ? withKeyframe({ ...track, elements }, { ...now, serverId: null })
    : { ...track, elements };
}

function withoutKeyframe(track: TrackRecord, frame: number): TrackRecord {
  const shapes = track.shapes.filter((shape) => shape.frame !== frame);
  const elements = track.elements.map((element) =>
    element.shapes.length > 1 ? withoutKeyframe(element, frame) : element,
  );
  const first = shapes[0]?.frame ?? elements[0]?.shapes[0]?.frame ?? track.frame;
  return { ...track, shapes, elements, frame: first };
}

/** The track with a keyframe moved to a frame that has none; the same track otherwise. */
export function moveKeyframe(track: TrackRecord, from: number, to: number): TrackRecord {
  if (!isKeyframe(track, from) || isKeyframe(track, to)) return track;
  const shapes = track.shapes
    .map((shape) => (shape.frame === from ? { ...shape, frame: to } : shape))
    .sort((a, b) => a.frame - b.frame);
  const elements = track.elements.map((element) => moveKeyframe(element, from, to));
  return {
    ...track,
    shapes,
    elements,
    frame: Math.min(...keyframes({ ...track, shapes, elements })),
  };
}
