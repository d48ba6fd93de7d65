import { newRecordId, type TrackedShape, type TrackRecord } from "../../core/records";
import { forgetServerIds } from "../../core/server-ids";
import { firstFrame, trackedAt } from "../../core/tracks";

/** Whether the track began before the frame, so that there are two parts. */
export function isSplittable(track: TrackRecord, frame: number): boolean {
  return firstFrame(track) < frame;
}

/**
 * The track up to the frame, where it goes out of sight, and a new one that
 * goes on from there.
 */
export function splitTrack(track: TrackRecord, frame: number): [TrackRecord, TrackRecord] {
  const before = partOf(track, (part) => endedAt(part, frame));
  const after = partOf(track, (part) => begunAt(part, frame));
  return [before, renewed({ ...after, frame })];
}

type Cut = (track: TrackRecord) => readonly TrackedShape[];

function partOf(track: TrackRecord, cut: Cut): TrackRecord {
  return {
    ...track,
    shapes: cut(track),
    elements: track.elements.map((element) => partOf(element, cut)),
  };
}

function endedAt(track: TrackRecord, frame: number): TrackedShape[] {
  const kept = track.shapes.filter((shape) => shape.frame < frame);
  const now = trackedAt(track, frame);
  if (!now || kept.at(-1)?.outside) return kept;
  return [...kept, { ...now, serverId: null, frame, outside: true }];
}

function begunAt(track: TrackRecord, frame: number): TrackedShape[] {
  const kept = track.shapes.filter((shape) => shape.frame > frame);
  const now = trackedAt(track, frame);
  return now ? [{ ...now, frame }, ...kept] : kept;
}

function renewed(track: TrackRecord): TrackRecord {
  const fresh = forgetServerIds(track);
  return {
    ...fresh,
    id: newRecordId(),
    shapes: fresh.shapes.map((shape) => ({ ...shape, serverId: null })),
    elements: fresh.elements.map(renewed),
  };
}
