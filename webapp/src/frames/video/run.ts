import type { Fragment } from "./description";
import type { Packet } from "./packets";

/** The part of the browser's `VideoDecoder` that is used. */
export interface Decoder {
  readonly state: CodecState;
  readonly decodeQueueSize: number;
  ondequeue: ((event: Event) => void) | null;
  decode(packet: Packet): void;
  flush(): Promise<void>;
  close(): void;
}

/** Opens a decoder; it gives frames in the order they are shown, or fails once and for all. */
export type OpenDecoder = (
  output: (frame: VideoFrame) => void,
  failed: (error: Error) => void,
) => Decoder;

/** Packets handed to the decoder that it has not begun with. */
const QUEUE = 6;

/** Decoding from one key frame on: an open decoder, and what it was given so far. */
export class Run {
  /** The next packet to give. */
  fragment: number;
  packet = 0;
  failure: Error | null = null;
  readonly #decoder: Decoder;
  readonly #given = new Set<number>();
  /** Given, and not come out yet. */
  readonly #inside = new Set<number>();
  #wake = () => {};

  constructor(fragment: number, open: OpenDecoder, output: (frame: VideoFrame) => void) {
    this.fragment = fragment;
    this.#decoder = open(
      (frame) => {
        this.#inside.delete(frame.timestamp);
        output(frame);
      },
      (error) => this.#fail(error),
    );
    this.#decoder.ondequeue = () => this.#wake();
  }

  /** Whether a frame of the fragment comes out when decoding goes on, with no key frame nearer. */
  leadsTo(number: number, of: Fragment): boolean {
    const before = this.fragment >= of.begin && this.fragment <= of.number;
    return this.#inside.has(number) || (before && !this.#given.has(number));
  }

  /** Give one packet, when the decoder has room for it. */
  async give(packet: Packet): Promise<void> {
    while (this.#decoder.decodeQueueSize >= QUEUE && !this.failure) await this.#dequeued();
    if (this.failure) return;
    this.packet += 1;
    if (packet.number >= 0) {
      this.#given.add(packet.number);
      this.#inside.add(packet.number);
    }
    try {
      this.#decoder.decode(packet);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Leave one packet out: its frame does not come out of this run. */
  pass({ number }: Packet): void {
    this.packet += 1;
    this.#given.add(number);
  }

  goOn(): void {
    this.fragment += 1;
    this.packet = 0;
  }

  /** Have everything come out; the next packet must be a key frame. */
  async flush(): Promise<void> {
    await this.#decoder.flush().catch((error) => this.#fail(error));
    this.#inside.clear();
  }

  close(): void {
    if (this.#decoder.state !== "closed") this.#decoder.close();
    this.#fail(new Error("the decoder was closed"));
  }

  #fail(error: unknown): void {
    this.failure ??= error instanceof Error ? error : new Error(String(error));
    this.#wake();
  }

  #dequeued(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
