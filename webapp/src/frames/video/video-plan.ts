import type { FramePlace } from "../messages";
import { type FramePlan, type Lookahead, neighbours } from "../plan";
import type { Direction, FrameRange } from "../source";
import { type Fragment, fragmentUrl, type VideoDescription } from "./description";

const AHEAD = 12;
const STANDING = 2;

/** Frames of a video by the fragments they are in. */
export class VideoPlan implements FramePlan {
  readonly range: FrameRange;
  readonly #video: VideoDescription;
  readonly #fragments: readonly Fragment[];

  constructor(range: FrameRange, video: VideoDescription) {
    this.range = range;
    this.#video = video;
    this.#fragments = video.fragments.toSorted((a, b) => a.first - b.first);
  }

  place(frame: number): FramePlace {
    return { url: this.#url(this.#holding(frame)), member: this.#source(frame) };
  }

  ahead(around: number, direction: Direction): Lookahead {
    const frames = direction === -1 ? this.#behind(around) : this.#onwards(around, direction);
    const rank = this.#fragments.indexOf(this.#holding(around));
    const next = this.#fragments[rank + (direction === -1 ? -1 : 1)];
    return { frames, files: next ? [this.#url(next)] : [] };
  }

  framesIn(url: string): FrameRange | null {
    const fragment = this.#fragments.find((each) => this.#url(each) === url);
    if (!fragment) return null;
    const { start_frame, step } = this.#video;
    const first = Math.ceil((fragment.first - start_frame) / step);
    const last = Math.floor((fragment.first + fragment.frames - 1 - start_frame) / step);
    const within = {
      first: Math.max(first, this.range.first),
      last: Math.min(last, this.range.last),
    };
    return within.first <= within.last ? within : null;
  }

  #onwards(around: number, direction: 0 | 1): number[] {
    return neighbours(this.range, around, direction, direction === 0 ? STANDING : AHEAD);
  }

  /** A block of frames: decoding begins at a key frame, and should serve many steps back. */
  #behind(around: number): number[] {
    const block = Math.floor((around - 1) / AHEAD) * AHEAD;
    return neighbours(this.range, around, -1, around - block);
  }

  /** The number of the source's frame. */
  #source(frame: number): number {
    return this.#video.start_frame + frame * this.#video.step;
  }

  #holding(frame: number): Fragment {
    const number = this.#source(frame);
    const found = this.#fragments.findLast(({ first }) => first <= number) ?? this.#fragments[0];
    if (!found) throw new Error("the video has no fragments");
    return found;
  }

  #url({ number }: Fragment): string {
    return fragmentUrl(this.#video, number);
  }
}
