import { ByteLru } from "./byte-lru";
import type { PipelineNews, PipelinePort } from "./messages";
import { isPixels, type Pixels, Stages } from "./pixels";
import { type FramePlan, type Lookahead, toRanges } from "./plan";
import { problemWords } from "./problem-words";
import {
  type Direction,
  FrameProblem,
  type FrameRange,
  type FrameSource,
  type Picture,
  superseded,
} from "./source";

export const DECODED_BUDGET = 256 * 2 ** 20;
const BYTES_PER_PIXEL = 4;
const NOTHING_AHEAD: Lookahead = { frames: [], files: [] };

interface Waiter {
  readonly frame: number;
  readonly promise: Promise<Picture>;
  readonly resolve: (picture: Picture) => void;
  readonly reject: (error: unknown) => void;
}

/** A `FrameSource` over a plan and the worker: decoded pictures within a byte budget. */
export class PipelinedSource implements FrameSource {
  readonly #plan: FramePlan;
  readonly #port: PipelinePort;
  readonly #budget: number;
  readonly #decoded: ByteLru<number, ImageBitmap | Pixels>;
  readonly #stages = new Stages();
  readonly #listeners = new Set<() => void>();
  #handedOut: readonly number[] = [];
  #waiter: Waiter | null = null;
  #ahead: Lookahead = NOTHING_AHEAD;
  #held: readonly string[] = [];
  #heard = 0;
  #pictureBytes = 1920 * 1080 * BYTES_PER_PIXEL;

  constructor(plan: FramePlan, port: PipelinePort, budget = DECODED_BUDGET) {
    this.#plan = plan;
    this.#port = port;
    this.#budget = budget;
    this.#decoded = new ByteLru(budget, {
      dropped: (picture) => this.#letGo(picture),
      pinned: (frame) => this.#handedOut.includes(frame),
    });
    port.onNews((news) => this.#hear(news));
  }

  frame(n: number): Promise<Picture> {
    const { first, last } = this.#plan.range;
    if (!Number.isInteger(n) || n < first || n > last) {
      const message = `The job has frames ${first} to ${last}, not ${n}`;
      return Promise.reject(new FrameProblem(n, message, null));
    }
    if (this.#waiter?.frame === n) return this.#waiter.promise;
    const picture = this.ready(n);
    if (picture) return Promise.resolve(picture);
    this.#supersede();
    this.#waiter = newWaiter(n);
    this.#wish();
    return this.#waiter.promise;
  }

  ready(n: number): Picture | null {
    const picture = this.#decoded.get(n);
    if (!picture) return null;
    this.#supersede();
    return this.#handOut(n, picture);
  }

  prefetch(around: number, direction: Direction): void {
    this.#ahead = this.#plan.ahead(around, direction);
    this.#wish();
  }

  buffered(): readonly FrameRange[] {
    const frames = new Set(this.#decoded.keys());
    for (const url of this.#held) {
      const range = this.#plan.framesIn(url);
      if (range) for (let n = range.first; n <= range.last; n += 1) frames.add(n);
    }
    return toRanges(frames);
  }

  onBuffered(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  dispose(): void {
    this.#supersede();
    this.#port.dispose();
    this.#listeners.clear();
    this.#decoded.clear();
  }

  #supersede(): void {
    this.#waiter?.reject(superseded(this.#waiter.frame));
    this.#waiter = null;
  }

  #wish(): void {
    const now = this.#waiter ? [this.#waiter.frame] : [];
    // Looking ahead must not push out what was just shown.
    const room = Math.max(1, Math.floor(this.#budget / 2 / this.#pictureBytes));
    const ahead = this.#ahead.frames.slice(0, room);
    const missing = [...new Set([...now, ...ahead])].filter((n) => !this.#decoded.has(n));
    const frames = missing.map((frame) => ({ frame, ...this.#plan.place(frame) }));
    this.#port.wish({ frames, ahead: this.#ahead.files, heard: this.#heard });
  }

  #hear(news: PipelineNews): void {
    switch (news.kind) {
      case "picture":
        this.#heard += 1;
        this.#keep(news.frame, news.picture);
        break;
      case "problem":
        if (this.#waiter?.frame === news.frame) {
          const words = problemWords(news.message, news.status);
          this.#waiter.reject(new FrameProblem(news.frame, words, news.status));
          this.#waiter = null;
        }
        return;
      case "held":
        this.#held = news.urls;
    }
    for (const listener of this.#listeners) listener();
  }

  #keep(frame: number, picture: ImageBitmap | Pixels): void {
    if (this.#decoded.has(frame)) {
      // Asked for again while it was on its way; the one that is shown must stay open.
      this.#letGo(picture);
      return;
    }
    this.#pictureBytes = picture.width * picture.height * BYTES_PER_PIXEL;
    const waiter = this.#waiter?.frame === frame ? this.#waiter : null;
    if (waiter) this.#waiter = null;
    const drawable = waiter && this.#handOut(frame, picture);
    this.#decoded.set(frame, picture, this.#pictureBytes);
    if (drawable) waiter.resolve(drawable);
  }

  #handOut(frame: number, picture: ImageBitmap | Pixels): Picture {
    this.#handedOut = [frame, ...this.#handedOut.filter((each) => each !== frame)].slice(0, 2);
    return isPixels(picture) ? this.#stages.put(frame, picture) : picture;
  }

  #letGo(picture: ImageBitmap | Pixels): void {
    if (isPixels(picture)) this.#port.reuse(picture.memory);
    else picture.close();
  }
}

function newWaiter(frame: number): Waiter {
  let settle: Pick<Waiter, "resolve" | "reject"> | undefined;
  const promise = new Promise<Picture>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (!settle) throw new Error("a promise runs its executor at once");
  return { frame, promise, ...settle };
}
