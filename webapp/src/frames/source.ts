/** Where playback or stepping is heading: back, nowhere yet, or forward. */
export type Direction = -1 | 0 | 1;

/** Frames `first` to `last`, both included. */
export interface FrameRange {
  readonly first: number;
  readonly last: number;
}

/** What can be drawn of a frame. */
export type Picture = ImageBitmap | OffscreenCanvas;

/**
 * Decoded pictures of one job by frame number.
 *
 * A picture belongs to the source: the two handed out last stay open, earlier
 * ones may be closed, or show another frame, at any time. Nothing may be drawn after `dispose`.
 */
export interface FrameSource {
  /**
   * The picture of frame `n`.
   *
   * Only the latest request counts: an unanswered earlier one is rejected with
   * an error for which `isSuperseded` holds. A picture that cannot be had is
   * rejected with a `FrameProblem`; asking again tries again.
   */
  frame(n: number): Promise<Picture>;
  /** The picture of frame `n` if it can be had at once; to take it counts as a request. */
  ready(n: number): Picture | null;
  /** Make ready what is likely to be asked for next. */
  prefetch(around: number, direction: Direction): void;
  /** Frames that can be shown without the network, in ascending order. */
  buffered(): readonly FrameRange[];
  onBuffered(listener: () => void): () => void;
  dispose(): void;
}

/** One frame cannot be shown, and why. */
export class FrameProblem extends Error {
  readonly frame: number;
  /** HTTP status, or `null` when no answer came or the picture is broken. */
  readonly status: number | null;

  constructor(frame: number, message: string, status: number | null) {
    super(message);
    this.name = "FrameProblem";
    this.frame = frame;
    this.status = status;
  }
}

export function superseded(frame: number): DOMException {
  return new DOMException(`frame ${frame} is no longer wanted`, "AbortError");
}

/** Whether a rejected `frame()` only means that a newer one took its place. */
export function isSuperseded(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
