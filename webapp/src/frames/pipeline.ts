import { ByteLru } from "./byte-lru";
import { DownloadProblem, download } from "./download";
import type { PipelineNews, WantedFrame, Wish } from "./messages";
import { readStoredZip } from "./stored-zip";

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
 * byte-bounded cache, so going back costs a decode and no download.
 */
export class Pipeline {
  readonly #edges: PipelineEdges;
  readonly #encoded: ByteLru<string, ArrayBuffer>;
  readonly #downloads = new Map<string, AbortController>();
  readonly #decoding = new Set<number>();
  #frames: readonly WantedFrame[] = [];
  #ahead: readonly string[] = [];

  constructor(edges: PipelineEdges, budget = ENCODED_BUDGET) {
    this.#edges = edges;
    this.#encoded = new ByteLru(budget);
  }

  wish(wish: Wish): void {
    this.#frames = wish.frames;
    this.#ahead = wish.ahead;
    const urls = new Set(this.#urls());
    for (const [url, abort] of this.#downloads) if (!urls.has(url)) abort.abort();
    this.#advance();
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
      if (this.#downloads.size >= DOWNLOADS) break;
      if (!this.#encoded.has(url) && !this.#downloads.has(url)) void this.#download(url);
    }
  }

  async #download(url: string): Promise<void> {
    const abort = new AbortController();
    this.#downloads.set(url, abort);
    try {
      const bytes = await download(this.#edges.fetch, url, abort.signal);
      this.#encoded.set(url, bytes, bytes.byteLength);
      this.#edges.tell({ kind: "held", urls: this.#encoded.keys() });
    } catch (error) {
      if (!abort.signal.aborted) this.#giveUp(url, error);
    } finally {
      this.#downloads.delete(url);
      this.#advance();
    }
  }

  async #decode(wanted: WantedFrame, bytes: ArrayBuffer): Promise<void> {
    this.#decoding.add(wanted.frame);
    try {
      const picture = await this.#edges.decode(encodedPicture(wanted, bytes));
      this.#edges.tell({ kind: "picture", frame: wanted.frame, picture });
    } catch (error) {
      // A second try should fetch the file anew: it may have come damaged.
      this.#encoded.delete(wanted.url);
      const reason = error instanceof Error ? error.message : String(error);
      this.#report(wanted.frame, `The picture cannot be decoded: ${reason}`, null);
    } finally {
      this.#decoding.delete(wanted.frame);
      this.#frames = this.#frames.filter(({ frame }) => frame !== wanted.frame);
      this.#advance();
    }
  }

  #giveUp(url: string, error: unknown): void {
    const status = error instanceof DownloadProblem ? error.status : null;
    const message = error instanceof Error ? error.message : String(error);
    for (const wanted of this.#frames)
      if (wanted.url === url) this.#report(wanted.frame, message, status);
    this.#frames = this.#frames.filter((wanted) => wanted.url !== url);
    this.#ahead = this.#ahead.filter((each) => each !== url);
  }

  #report(frame: number, message: string, status: number | null): void {
    this.#edges.tell({ kind: "problem", frame, message, status });
  }
}

function encodedPicture(wanted: WantedFrame, bytes: ArrayBuffer): Blob {
  if (wanted.member === null) return new Blob([bytes]);
  const members = readStoredZip(bytes);
  const member = members[wanted.member];
  if (!member)
    throw new Error(`its archive has ${members.length} pictures, not ${wanted.member + 1}`);
  return new Blob([member.bytes]);
}
