/** Where the picture of a frame is: a file of its own, or one member of an archive. */
export interface FramePlace {
  readonly url: string;
  /** Rank of the member in the archive by name; `null` when the file is the picture. */
  readonly member: number | null;
}

export interface WantedFrame extends FramePlace {
  readonly frame: number;
}

/**
 * What is wanted from now on, the most urgent first; it replaces the list before.
 *
 * `ahead` are files to have at hand without decoding them yet.
 */
export interface Wish {
  readonly frames: readonly WantedFrame[];
  readonly ahead: readonly string[];
}

export type PipelineNews =
  | { readonly kind: "picture"; readonly frame: number; readonly picture: ImageBitmap }
  | {
      readonly kind: "problem";
      readonly frame: number;
      readonly message: string;
      readonly status: number | null;
    }
  /** All files whose encoded bytes are at hand. */
  | { readonly kind: "held"; readonly urls: readonly string[] };

/** The worker, as the sources see it. */
export interface PipelinePort {
  wish(wish: Wish): void;
  onNews(listener: (news: PipelineNews) => void): void;
  dispose(): void;
}
