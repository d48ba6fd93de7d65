import type { Job } from "../api/types";
import type { Size } from "../core/geometry";

interface FrameMeta {
  readonly width?: number;
  readonly height?: number;
  readonly name: string;
}

interface Meta {
  readonly frames: readonly FrameMeta[] | null;
  readonly deleted_frames?: readonly number[];
  readonly included_frames?: readonly number[] | null;
}

/** The pictures of a job by frame number. */
export interface Pictures {
  /** Frames that can be gone to, ascending; deleted ones are left out. */
  readonly numbers: readonly number[];
  readonly isVideo: boolean;
  /** Frames first to last of the job, deleted ones included. */
  readonly range: { readonly first: number; readonly last: number };
  size(frame: number): Size;
  name(frame: number): string;
}

type JobFrames = Pick<Job, "start_frame" | "stop_frame" | "mode">;

/** Video has one entry for all of its frames, images have one each. */
export function picturesOf(job: JobFrames, meta: Meta): Pictures {
  const first = job.start_frame ?? 0;
  const last = job.stop_frame ?? first;
  const frames = meta.frames ?? [];
  const entry = (frame: number) => (frames.length === 1 ? frames[0] : frames[frame - first]);
  const deleted = new Set(meta.deleted_frames);
  const included = meta.included_frames ? new Set(meta.included_frames) : null;
  const numbers: number[] = [];
  for (let n = first; n <= last; n += 1)
    if (!deleted.has(n) && (!included || included.has(n))) numbers.push(n);
  return {
    numbers,
    isVideo: job.mode === "interpolation",
    range: { first, last },
    size: (frame) => ({ width: entry(frame)?.width ?? 0, height: entry(frame)?.height ?? 0 }),
    name: (frame) => entry(frame)?.name ?? "",
  };
}

/** The frame that can be gone to and is nearest to `wanted`; `null` when there is none. */
export function nearestFrame(numbers: readonly number[], wanted: number): number | null {
  let nearest: number | null = null;
  for (const n of numbers)
    if (nearest === null || Math.abs(n - wanted) < Math.abs(nearest - wanted)) nearest = n;
  return nearest;
}
