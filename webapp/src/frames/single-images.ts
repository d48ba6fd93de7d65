import type { FramePlace, PipelinePort } from "./messages";
import { PipelinedSource } from "./pipelined-source";
import { type FramePlan, type Lookahead, neighbours } from "./plan";
import type { Direction, FrameRange } from "./source";

const AHEAD = 4;
const BEHIND = 1;

/** Pictures of a job fetched one by one: right for tasks made of separate images. */
export class SingleImageSource extends PipelinedSource {
  constructor(job: number, range: FrameRange, port: PipelinePort, budget?: number) {
    super(new SingleImagePlan(job, range), port, budget);
  }
}

export class SingleImagePlan implements FramePlan {
  readonly range: FrameRange;
  readonly #base: string;

  constructor(job: number, range: FrameRange) {
    this.range = range;
    this.#base = `/api/jobs/${job}/data?type=frame&quality=compressed&number=`;
  }

  place(frame: number): FramePlace {
    return { url: `${this.#base}${frame}`, member: null };
  }

  ahead(around: number, direction: Direction): Lookahead {
    if (direction === 0) return { frames: neighbours(this.range, around, 0, BEHIND), files: [] };
    const back: Direction = direction === 1 ? -1 : 1;
    const frames = [
      ...neighbours(this.range, around, direction, AHEAD),
      ...neighbours(this.range, around, back, BEHIND),
    ];
    return { frames, files: [] };
  }

  framesIn(url: string): FrameRange | null {
    const frame = Number(url.slice(this.#base.length));
    return url.startsWith(this.#base) ? { first: frame, last: frame } : null;
  }
}
