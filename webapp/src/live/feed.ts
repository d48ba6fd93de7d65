/** A write to the job, as the server tells of it. */
export interface Write {
  readonly version: number;
  readonly user: { readonly id: number; readonly username: string } | null;
  readonly kind: string;
}

/** The part of the browser's `EventSource` that is used. */
export interface EventStream {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface FeedOptions {
  readonly job: number;
  /** The version that is known here already. */
  readonly version: () => number;
  /** There is, or may be, a newer version; `write` tells of it where the server did. */
  readonly heard: (version: number, write: Write | null) => void;
  readonly open?: (url: string) => EventStream;
  /** ms between two looks while there is no stream. */
  readonly pollEvery?: number;
  /** Looks without a stream until one is tried again. */
  readonly looks?: number;
}

const CLOSED = 2;

/**
 * News of writes to a job: by server-sent events, or by looking now and then
 * where the server has no stream to spare. Nothing is asked while the page is hidden.
 */
export class Feed {
  readonly #options: Required<FeedOptions>;
  readonly #stop = new AbortController();
  #stream: EventStream | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: FeedOptions) {
    const open = (url: string) => new EventSource(url);
    this.#options = { open, pollEvery: 10_000, looks: 6, ...options };
    const { signal } = this.#stop;
    document.addEventListener("visibilitychange", () => this.#turn(), { signal });
    this.#turn();
  }

  close(): void {
    this.#stop.abort();
    this.#hush();
  }

  #turn(): void {
    this.#hush();
    if (document.visibilityState !== "hidden") this.#listen();
  }

  #hush(): void {
    clearTimeout(this.#timer);
    this.#stream?.close();
    this.#stream = null;
  }

  #listen(): void {
    const { job, version, heard, open } = this.#options;
    const stream = open(`/api/live/jobs/${job}?since=${version()}`);
    this.#stream = stream;
    stream.addEventListener("version", ({ data }) => heard(JSON.parse(data).version, null));
    stream.addEventListener("changed", ({ data }) => {
      const write = JSON.parse(data) as Write;
      heard(write.version, write);
    });
    // A stream that only broke off is connected again by the browser; one that was refused is not.
    stream.addEventListener("error", () => {
      if (stream === this.#stream && stream.readyState === CLOSED) this.#look(1);
    });
  }

  #look(count: number): void {
    const { heard, pollEvery, looks } = this.#options;
    this.#hush();
    this.#timer = setTimeout(() => {
      heard(Number.POSITIVE_INFINITY, null);
      if (count < looks) this.#look(count + 1);
      else this.#listen();
    }, pollEvery);
  }
}
