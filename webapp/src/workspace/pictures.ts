import type { Job } from "../api/types";
import { Emitter, type Unsubscribe } from "../core/emitter";
import type { Size } from "../core/geometry";

interface FrameMeta {
  readonly width?: number;
  readonly height?: number;
  readonly name: string;
  /** How many pictures were taken along with it. */
  readonly related_files?: number;
}

interface Meta {
  readonly frames: readonly FrameMeta[] | null;
  readonly deleted_frames?: readonly number[];
  readonly included_frames?: readonly number[] | null;
}

/** Frames `first` to `last`, both included. */
export interface FrameSpan {
  readonly first: number;
  readonly last: number;
}

type JobFrames = Pick<Job, "start_frame" | "stop_frame" | "mode">;

/** The pictures of a job by frame number. Video has one entry for all of its frames, images have one each. */
export class Pictures {
  readonly isVideo: boolean;
  /** Frames first to last of the job, removed ones included. */
  readonly range: { readonly first: number; readonly last: number };
  readonly #frames: readonly FrameMeta[];
  readonly #included: ReadonlySet<number> | null;
  readonly #changed = new Emitter<[]>();
  #removed: ReadonlySet<number>;
  #withRemoved = false;
  #numbers: readonly number[] | null = null;
  #removedSpans: readonly FrameSpan[] | null = null;

  constructor(job: JobFrames, meta: Meta) {
    const first = job.start_frame ?? 0;
    this.range = { first, last: job.stop_frame ?? first };
    this.isVideo = job.mode === "interpolation";
    this.#frames = meta.frames ?? [];
    this.#removed = new Set(meta.deleted_frames);
    this.#included = meta.included_frames ? new Set(meta.included_frames) : null;
  }

  /** Frames that can be gone to, ascending; the same array until something changes. */
  get numbers(): readonly number[] {
    this.#numbers ??= this.#list();
    return this.#numbers;
  }

  /** Frames that are part of the job's work: no removed ones, even while they are shown. */
  get kept(): readonly number[] {
    return this.numbers.filter((n) => !this.#removed.has(n));
  }

  isRemoved(frame: number): boolean {
    return this.#removed.has(frame);
  }

  /** Removed frames of the job, ascending; the same array until something changes. */
  get removedSpans(): readonly FrameSpan[] {
    this.#removedSpans ??= spansOf(
      [...this.#removed].filter((n) => n >= this.range.first && n <= this.range.last),
    );
    return this.#removedSpans;
  }

  setRemoved(frames: Iterable<number>): void {
    this.#removed = new Set(frames);
    this.#renew();
  }

  /** Whether removed frames can be gone to. */
  showRemoved(shown: boolean): void {
    if (shown === this.#withRemoved) return;
    this.#withRemoved = shown;
    this.#renew();
  }

  size(frame: number): Size {
    const { width = 0, height = 0 } = this.#entry(frame) ?? {};
    return { width, height };
  }

  /** How many pictures were taken along with the frame. */
  context(frame: number): number {
    return this.#entry(frame)?.related_files ?? 0;
  }

  /** Whether any frame of the job has such pictures. */
  get hasContext(): boolean {
    return this.#frames.some(({ related_files = 0 }) => related_files > 0);
  }

  name(frame: number): string {
    return this.#entry(frame)?.name ?? "";
  }

  /** The next frame after `frame`, round and round, whose file's name has the text in it. */
  named(text: string, frame: number): number | null {
    const has = (n: number) => this.name(n).toLowerCase().includes(text.toLowerCase());
    const found = this.numbers.filter(has);
    return found.find((n) => n > frame) ?? found[0] ?? null;
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  #entry(frame: number): FrameMeta | undefined {
    return this.#frames[this.#frames.length === 1 ? 0 : frame - this.range.first];
  }

  #list(): number[] {
    const numbers: number[] = [];
    for (let n = this.range.first; n <= this.range.last; n += 1) {
      const there = this.#withRemoved || !this.#removed.has(n);
      if (there && (this.#included?.has(n) ?? true)) numbers.push(n);
    }
    return numbers;
  }

  #renew(): void {
    this.#numbers = null;
    this.#removedSpans = null;
    this.#changed.emit();
  }
}

/** Runs of neighbours among numbers in any order. */
function spansOf(numbers: readonly number[]): FrameSpan[] {
  const spans: FrameSpan[] = [];
  for (const n of numbers.toSorted((a, b) => a - b)) {
    const before = spans.at(-1);
    if (before?.last === n - 1) spans[spans.length - 1] = { ...before, last: n };
    else spans.push({ first: n, last: n });
  }
  return spans;
}

/** The frame that can be gone to and is nearest to `wanted`; `null` when there is none. */
export function nearestFrame(numbers: readonly number[], wanted: number): number | null {
  let nearest: number | null = null;
  for (const n of numbers)
    if (nearest === null || Math.abs(n - wanted) < Math.abs(nearest - wanted)) nearest = n;
  return nearest;
}
