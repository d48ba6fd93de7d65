import type { FramePlace } from "./messages";
import type { Direction, FrameRange } from "./source";

/** What is worth having next: frames to decode in this order, files only to download. */
export interface Lookahead {
  readonly frames: readonly number[];
  readonly files: readonly string[];
}

/** Where the frames of one job are, and what to fetch ahead. */
export interface FramePlan {
  readonly range: FrameRange;
  place(frame: number): FramePlace;
  ahead(around: number, direction: Direction): Lookahead;
  /** The frames for which the file at `url` is enough. */
  framesIn(url: string): FrameRange | null;
}

/** `count` frames after `around` towards `direction`, or on both sides, inside the range. */
export function neighbours(
  range: FrameRange,
  around: number,
  direction: Direction,
  count: number,
): number[] {
  const steps = Array.from({ length: count }, (_, n) => n + 1);
  const offsets =
    direction === 0 ? steps.flatMap((step) => [step, -step]) : steps.map((s) => s * direction);
  return offsets
    .map((offset) => around + offset)
    .filter((frame) => frame >= range.first && frame <= range.last);
}

/** Ascending frames as ranges. */
export function toRanges(frames: Iterable<number>): FrameRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const frame of [...frames].sort((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open && frame <= open.last + 1) open.last = frame;
    else ranges.push({ first: frame, last: frame });
  }
  return ranges;
}
