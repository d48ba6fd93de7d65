import type { Pixels } from "./pixels";
import type { VideoDescription } from "./video/description";

/** Where the picture of a frame is: a file of its own, or one of several in it. */
export interface FramePlace {
  readonly url: string;
  /**
   * Rank of the member in an archive by name, or the number of the video's own frame;
   * `null` when the file is the picture.
   */
  readonly member: number | null;
}

export interface WantedFrame extends FramePlace {
  readonly frame: number;
}

/**
 * What is wanted from now on, the most urgent first; it replaces the list before.
 *
 * `ahead` are files to have at hand without decoding them yet. `heard` is how many
 * pictures had come when it was made: those on their way then are not wanted twice.
 */
export interface Wish {
  readonly frames: readonly WantedFrame[];
  readonly ahead: readonly string[];
  readonly heard?: number;
}

/** What the worker is told first, where it is to decode a video. */
export interface VideoOpening {
  readonly video: VideoDescription;
  /** Where the server's own picture of a frame is, without its number. */
  readonly stills: string;
}

/** Memory for the next pictures, as it comes back. */
export interface Returned {
  readonly memory: ArrayBuffer;
}

export type PipelineNews =
  | { readonly kind: "picture"; readonly frame: number; readonly picture: ImageBitmap | Pixels }
  | {
      readonly kind: "problem";
      readonly frame: number;
      /** What the server said, or what is wrong with the bytes that came; may be empty. */
      readonly message: string;
      /** HTTP status; null when there was no answer or it is the bytes that are wrong. */
      readonly status: number | null;
    }
  /** All files whose encoded bytes are at hand. */
  | { readonly kind: "held"; readonly urls: readonly string[] };

/** The worker, as the sources see it. */
export interface PipelinePort {
  wish(wish: Wish): void;
  /** Give back the memory of a picture that is not held any more. */
  reuse(memory: ArrayBuffer): void;
  onNews(listener: (news: PipelineNews) => void): void;
  dispose(): void;
}
