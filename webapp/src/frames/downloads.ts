import { ByteLru } from "./byte-lru";
import { download } from "./download";

export interface DownloadEdges {
  readonly fetch: typeof fetch;
  arrived(url: string): void;
  /** It did not come, and is not tried again before it is wanted anew. */
  failed(url: string, error: unknown): void;
}

export const ENCODED_BUDGET = 96 * 2 ** 20;
const AT_A_TIME = 3;

/**
 * Files by address, fetched in the order they are wanted and kept up to `budget` bytes.
 *
 * A download that nobody wants any more is aborted. However large files are, each is
 * fetched once: one that is needed stays as long as it is, and one to have ahead never
 * takes the place of those.
 */
export class Downloads {
  readonly #edges: DownloadEdges;
  readonly #budget: number;
  readonly #files: ByteLru<string, ArrayBuffer>;
  readonly #running = new Map<string, AbortController>();
  /** Files to have ahead for which there was no room beside those needed. */
  readonly #unfit = new Set<string>();
  #needed: readonly string[] = [];
  #ahead: readonly string[] = [];

  constructor(edges: DownloadEdges, budget = ENCODED_BUDGET) {
    this.#edges = edges;
    this.#budget = budget;
    this.#files = new ByteLru(budget, { pinned: (url) => this.#needed.includes(url) });
  }

  /** What is needed from now on, the most urgent first, and what would be good to have. */
  want(needed: readonly string[], ahead: readonly string[]): void {
    const unique = [...new Set(needed)];
    if (unique.join() !== this.#needed.join()) this.#unfit.clear();
    this.#needed = unique;
    this.#ahead = [...new Set(ahead)].filter((url) => !unique.includes(url));
    const wanted = new Set(this.#wanted());
    for (const [url, abort] of this.#running) if (!wanted.has(url)) abort.abort();
    this.#advance();
  }

  get(url: string): ArrayBuffer | undefined {
    return this.#files.get(url);
  }

  /** Forget a file, as one that came damaged. */
  drop(url: string): void {
    this.#files.delete(url);
  }

  held(): string[] {
    return this.#files.keys();
  }

  #wanted(): string[] {
    return [...this.#needed, ...this.#ahead];
  }

  #neededBytes(): number {
    return this.#needed.reduce((sum, url) => sum + this.#files.bytesOf(url), 0);
  }

  #advance(): void {
    for (const url of this.#wanted()) {
      if (this.#running.size >= AT_A_TIME || this.#neededBytes() >= this.#budget) break;
      const known = this.#files.has(url) || this.#running.has(url) || this.#unfit.has(url);
      if (!known) void this.#fetch(url);
    }
  }

  async #fetch(url: string): Promise<void> {
    const abort = new AbortController();
    this.#running.set(url, abort);
    try {
      this.#keep(url, await download(this.#edges.fetch, url, abort.signal));
      this.#edges.arrived(url);
    } catch (error) {
      if (!abort.signal.aborted) this.#giveUp(url, error);
    } finally {
      this.#running.delete(url);
      this.#advance();
    }
  }

  #keep(url: string, bytes: ArrayBuffer): void {
    const fits = this.#neededBytes() + bytes.byteLength <= this.#budget;
    if (fits || this.#needed.includes(url)) this.#files.set(url, bytes, bytes.byteLength);
    else this.#unfit.add(url);
  }

  #giveUp(url: string, error: unknown): void {
    this.#needed = this.#needed.filter((each) => each !== url);
    this.#ahead = this.#ahead.filter((each) => each !== url);
    this.#edges.failed(url, error);
  }
}
