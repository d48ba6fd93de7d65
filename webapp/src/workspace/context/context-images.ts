import { ByteLru } from "../../frames/byte-lru";
import { download } from "../../frames/download";
import { readStoredZip } from "../../frames/stored-zip";

/** A picture that was taken along with a frame. */
export interface ContextImage {
  readonly name: string;
  /** An address within this page. */
  readonly url: string;
}

type Images = readonly ContextImage[];

const BUDGET = 64 * 1024 * 1024;

/** The context images of a job's frames, kept for a while after they were shown. */
export class ContextImages {
  readonly #job: number;
  readonly #kept = new ByteLru<number, Images>(BUDGET, { dropped: release });
  readonly #coming = new Map<number, Promise<Images>>();
  readonly #stop = new AbortController();

  constructor(job: number) {
    this.#job = job;
  }

  /** The images of one frame by name; rejects with a `DownloadProblem`. */
  async of(frame: number): Promise<Images> {
    const kept = this.#kept.get(frame) ?? this.#coming.get(frame);
    if (kept) return kept;
    const coming = this.#fetched(frame).finally(() => this.#coming.delete(frame));
    this.#coming.set(frame, coming);
    return coming;
  }

  async #fetched(frame: number): Promise<Images> {
    const url = `/api/jobs/${this.#job}/data?type=context_image&number=${frame}`;
    const zip = await download(fetch, url, this.#stop.signal);
    const images = readStoredZip(zip).map(({ name, bytes }) => ({
      name,
      url: URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" })),
    }));
    this.#kept.set(frame, images, zip.byteLength);
    return images;
  }

  dispose(): void {
    this.#stop.abort();
    this.#kept.clear();
  }
}

function release(images: Images): void {
  for (const { url } of images) URL.revokeObjectURL(url);
}
