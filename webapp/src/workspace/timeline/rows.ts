import type { AnnotationRecord, RecordId, TrackRecord } from "../../core/records";
import { keyframes, trackedAt } from "../../core/tracks";

/** Frames `from` to `to`, both included, on which a track is the same way. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly outside: boolean;
}

/** One track on the timeline. */
export interface TimelineRow {
  readonly id: RecordId;
  readonly labelId: number;
  readonly keyframes: readonly number[];
  readonly spans: readonly Span[];
}

/** A row for every track, in the order of the records. `last` is the job's last frame. */
export function timelineRows(records: readonly AnnotationRecord[], last: number): TimelineRow[] {
  return records
    .filter((record) => record.kind === "track")
    .map((track) => {
      const frames = keyframes(track);
      return {
        id: track.id,
        labelId: track.labelId,
        keyframes: frames,
        spans: spans(track, frames, last),
      };
    });
}

function spans(track: TrackRecord, frames: readonly number[], last: number): Span[] {
  const all = frames.map((from, i): Span => {
    const next = frames[i + 1];
    return { from, to: next === undefined ? last : next - 1, outside: isOutside(track, from) };
  });
  const joined: Span[] = [];
  for (const span of all) {
    const before = joined.at(-1);
    if (before?.outside === span.outside) joined[joined.length - 1] = { ...before, to: span.to };
    else joined.push(span);
  }
  return joined;
}

/** A skeleton is out of sight when all of its joints are. */
function isOutside(track: TrackRecord, frame: number): boolean {
  const parts = track.elements.length > 0 ? track.elements : [track];
  return parts.every((part) => trackedAt(part, frame)?.outside ?? true);
}
