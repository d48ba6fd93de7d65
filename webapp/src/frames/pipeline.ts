import { DownloadProblem } from "./download";
import { Downloads } from "./downloads";
import type { PipelineNews, WantedFrame, Wish } from "./messages";
import { readStoredZip, type ZipMember } from "./stored-zip";

/** What the pipeline needs of the machine. */
export interface PipelineEdges {
  readonly fetch: typeof fetch;
  readonly decode: (encoded: Blob) => Promise<ImageBitmap>;
  readonly tell: (news: PipelineNews) => void;
}

const DECODES = 2;

/** Downloads and decodes the pictures the latest wish names, in its order. */
export class Pipeline {
  readonly #edges: PipelineEdges;
  readonly #downloads: Downloads;
  readonly #decoding = new Set<number>();
  /** Frames that could not be decoded; only the most urgent of a wish is tried again. */
  readonly #broken = new Set<number>();
  #frames: readonly WantedFrame[] = [];
  #ahead: readonly string[] = [];

  constructor(edges: PipelineEdges, budget?: number) {
    this.#edges = edges;
    const arrived = () => {
      edges.tell({ kind: "held", urls: this.#downloads.held() });
      this.#advance();
    };
    const failed = (url: string, error: unknown) => this.#giveUp(url, error);
    this.#downloads = new Downloads({ fetch: edges.fetch, arrived, failed }, budget);
  }

  wish(wish: Wish): void {
    const [urgent] = wish.frames;
    if (urgent) this.#broken.delete(urgent.frame);
    this.#frames = wish.frames.filter(({ frame }) => !this.#broken.has(frame));
    this.#ahead = wish.ahead;
    this.#advance();
  }

  #advance(): void {
    for (const wanted of this.#frames) {
      if (this.#decoding.size >= DECODES) break;
      const bytes = this.#decoding.has(wanted.frame) ? undefined : this.#downloads.get(wanted.url);
      if (bytes) void this.#decode(wanted, bytes);
    }
    const needed = this.#frames.map(({ url }) => url);
    this.#downloads.want(needed, this.#ahead);
  }

  async #decode(wanted: WantedFrame, bytes: ArrayBuffer): Promise<void> {
    this.#decoding.add(wanted.frame);
    try {
      const picture = await this.#edges.decode(encodedPicture(wanted, bytes));
      this.#edges.tell({ kind: "picture", frame: wanted.frame, picture });
    } catch (error) {
      this.#discard(wanted, error);
    } finally {
      this.#decoding.delete(wanted.frame);
      this.#frames = this.#frames.filter(({ frame }) => frame !== wanted.frame);
      this.#advance();
    }
  }

  /** Fetch the file anew when the frame is asked for again: it may have come damaged. */
  #discard(wanted: WantedFrame, error: unknown): void {
    this.#downloads.drop(wanted.url);
    if (error instanceof BrokenArchive) {
      for (const { frame, url } of this.#frames) if (url === wanted.url) this.#broken.add(frame);
      this.#giveUp(wanted.url, error);
      return;
    }
    this.#broken.add(wanted.frame);
    this.#report(wanted.frame, messageOf(error), null);
  }

  #giveUp(url: string, error: unknown): void {
    const status = error instanceof DownloadProblem ? error.status : null;
    for (const wanted of this.#frames)
      if (wanted.url === url) this.#report(wanted.frame, messageOf(error), status);
    this.#frames = this.#frames.filter((wanted) => wanted.url !== url);
    this.#ahead = this.#ahead.filter((each) => each !== url);
  }

  #report(frame: number, message: string, status: number | null): void {
    this.#edges.tell({ kind: "problem", frame, message, status });
  }
}

/** A whole archive is no good, whichever of its pictures is wanted. */
class BrokenArchive extends Error {}

function encodedPicture(wanted: WantedFrame, bytes: ArrayBuffer): Blob {
  if (wanted.member === null) return new Blob([bytes]);
  const members = membersOf(bytes);
  const member = members[wanted.member];
  if (!member)
    throw new Error(`its archive has ${members.length} pictures, not ${wanted.member + 1}`);
  return new Blob([member.bytes]);
}

function membersOf(bytes: ArrayBuffer): ZipMember[] {
  try {
    return readStoredZip(bytes);
  } catch (error) {
    throw new BrokenArchive(messageOf(error), { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
