import type { FramePlace, PipelinePort } from "./messages";
import { PipelinedSource } from "./pipelined-source";
import { type FramePlan, type Lookahead, neighbours } from "./plan";
import type { Direction, FrameRange } from "./source";

const AHEAD = 12;
const STANDING = 2;

/** Pictures of a job fetched as chunks, archives of `chunkSize` pictures: right for video. */
export class ChunkSource extends PipelinedSource {
  constructor(
    job: number,
    range: FrameRange,
    chunkSize: number,
    port: PipelinePort,
    budget?: number,
  ) {
    super(new ChunkPlan(job, range, chunkSize), port, budget);
  }
}

export class ChunkPlan implements FramePlan {
  readonly range: FrameRange;
  readonly #size: number;
  readonly #base: string;

  constructor(job: number, range: FrameRange, chunkSize: number) {
    if (!(chunkSize >= 1)) throw new Error(`a chunk cannot hold ${chunkSize} frames`);
    this.range = range;
    this.#size = chunkSize;
    this.#base = `/api/jobs/${job}/data?type=chunk&quality=compressed&as=imageset&index=`;
  }

  place(frame: number): FramePlace {
    const rank = frame - this.range.first;
    return { url: this.#url(this.#chunk(frame)), member: rank % this.#size };
  }

  ahead(around: number, direction: Direction): Lookahead {
    const frames = neighbours(this.range, around, direction, direction === 0 ? STANDING : AHEAD);
    const next = this.#chunk(around) + (direction === 0 ? 1 : direction);
    const files = next >= 0 && next <= this.#chunk(this.range.last) ? [this.#url(next)] : [];
    return { frames, files };
  }

  framesIn(url: string): FrameRange | null {
    if (!url.startsWith(this.#base)) return null;
    const first = this.range.first + Number(url.slice(this.#base.length)) * this.#size;
    return { first, last: Math.min(first + this.#size - 1, this.range.last) };
  }

  #chunk(frame: number): number {
    return Math.floor((frame - this.range.first) / this.#size);
  }

  #url(chunk: number): string {
    return `${this.#base}${chunk}`;
  }
}
