import { ByteLru } from "./byte-lru";
import { DownloadProblem, download } from "./download";
import type { PipelineNews, WantedFrame, Wish } from "./messages";
import { readStoredZip, type ZipMember } from "./stored-zip";

/** What the pipeline needs of the machine. */
export interface PipelineEdges {
  readonly fetch: typeof fetch;
  readonly decode: (encoded: Blob) => Promise<ImageBitmap>;
  readonly tell: (news: PipelineNews) => void;
}

export const ENCODED_BUDGET = 96 * 2 ** 20;
const DOWNLOADS = 3;
const DECODES = 2;

/**
 * Downloads and decodes what the latest wish names, in its order.
 *
 * A download that no wish names any more is aborted; encoded bytes stay in a
 * byte-bounded cache, so going back costs a decode and no download. However
 * large files are, a wish downloads each of them once: a file stays until its
 * frames are decoded, and one to have ahead never takes the place of those.
 */
export class Pipeline {
  readonly #edges: PipelineEdges;
  readonly #budget: number;
  readonly #encoded: ByteLru<string, ArrayBuffer>;
  readonly #downloads = new Map<string, AbortController>();
  readonly #decoding = new Set<number>();
  /** Frames that could not be decoded; only the most urgent of a wish is tried again. */
  readonly #broken = new Set<number>();
  /** Files to have ahead for which there was no room beside `#neededBefore`. */
  readonly #unfit = new Set<string>();
  #neededBefore = "";
  #frames: readonly WantedFrame[] = [];
  #ahead: readonly string[] = [];

  constructor(edges: PipelineEdges, budget = ENCODED_BUDGET) {
    this.#edges = edges;
    this.#budget = budget;
    this.#encoded = new ByteLru(budget, { pinned: (url) => this.#isNeeded(url) });
  }

  wish(wish: Wish): void {
    const [urgent] = wish.frames;
    if (urgent) this.#broken.delete(urgent.frame);
    this.#frames = wish.frames.filter(({ frame }) => !this.#broken.has(frame));
    this.#ahead = wish.ahead;
    const needed = [...new Set(this.#frames.map(({ url }) => url))].join();
    if (needed !== this.#neededBefore) this.#unfit.clear();
    this.#neededBefore = needed;
    const urls = new Set(this.#urls());
    for (const [url, abort] of this.#downloads) if (!urls.has(url)) abort.abort();
    this.#advance();
  }

  #isNeeded(url: string): boolean {
    return this.#frames.some((wanted) => wanted.url === url);
  }

  /** Bytes that cannot leave before they are decoded. */
  #neededBytes(): number {
    const urls = new Set(this.#frames.map(({ url }) => url));
    return [...urls].reduce((sum, url) => sum + this.#encoded.bytesOf(url), 0);
  }

  #urls(): string[] {
    return [...new Set([...this.#frames.map(({ url }) => url), ...this.#ahead])];
  }

  #advance(): void {
    for (const wanted of this.#frames) {
      if (this.#decoding.size >= DECODES) break;
      const bytes = this.#decoding.has(wanted.frame) ? undefined : this.#encoded.get(wanted.url);
      if (bytes) void this.#decode(wanted, bytes);
    }
    for (const url of this.#urls()) {
      if (this.#downloads.size >= DOWNLOADS || this.#neededBytes() >= this.#budget) break;
      const known = this.#encoded.has(url) || this.#downloads.has(url) || this.#unfit.has(url);
      if (!known) void this.#download(url);
    }
  }

  async #download(url: string): Promise<void> {
    const abort = new AbortController();
    this.#downloads.set(url, abort);
    try {
      const bytes = await download(this.#edges.fetch, url, abort.signal);
      this.#keep(url, bytes);
      this.#edges.tell({ kind: "held", urls: this.#encoded.keys() });
    } catch (error) {
      if (!abort.signal.aborted) this.#giveUp(url, error);
    } finally {
      this.#downloads.delete(url);
      this.#advance();
    }
  }

  #keep(url: string, bytes: ArrayBuffer): void {
    const fits = this.#neededBytes() + bytes.byteLength <= this.#budget;
    if (fits || this.#isNeeded(url)) this.#encoded.set(url, bytes, bytes.byteLength);
    else this.#unfit.add(url);
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
    this.#encoded.delete(wanted.url);
    const problem = new Error(`The picture cannot be decoded: ${messageOf(error)}`);
    if (error instanceof BrokenArchive) {
      for (const { frame, url } of this.#frames) if (url === wanted.url) this.#broken.add(frame);
      this.#giveUp(wanted.url, problem);
      return;
    }
    this.#broken.add(wanted.frame);
    this.#report(wanted.frame, problem.message, null);
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
