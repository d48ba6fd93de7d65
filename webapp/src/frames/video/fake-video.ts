import type { Fragment, VideoDescription } from "./description";
import type { Packet } from "./packets";
import type { Decoder, OpenDecoder } from "./run";

/** Bytes of a packet: a length, and a head without anything behind it. */
const UNIT = 5;

/** A video for tests: groups of pictures, each cut into fragments of at most `cut` frames. */
export function fakeVideo(groups: readonly number[], cut = Number.POSITIVE_INFINITY) {
  const fragments: Fragment[] = [];
  let first = 0;
  for (const size of groups) {
    const begin = fragments.length;
    for (let done = 0; done < size; done += cut) {
      const frames = Math.min(cut, size - done);
      fragments.push({ number: fragments.length, begin, first, frames });
      first += frames;
    }
  }
  const video: VideoDescription = {
    url: "/v",
    start_frame: 0,
    step: 1,
    rotation: 0,
    damaged: [],
    config: { codec: "fake" },
    fragments,
  };
  return video;
}

/** Its bytes. Frames come in pairs, the later first, as those of a codec with B-frames do. */
export function fragmentBytes({ number, begin, first, frames }: Fragment): ArrayBuffer {
  const shown = Array.from({ length: frames }, (_, n) => first + n);
  for (let n = 1; n + 1 < frames; n += 2)
    [shown[n], shown[n + 1]] = [shown[n + 1] as number, shown[n] as number];
  const head = new Int32Array([
    0x3152464c,
    frames,
    ...shown,
    ...shown.map(() => UNIT),
    ...shown.map((_, n) => (n === 0 && begin === number ? 1 : 0)),
  ]);
  const bytes = new Uint8Array(head.byteLength + frames * UNIT);
  bytes.set(new Uint8Array(head.buffer));
  // As H.264 has it: the second of a pair is one from which no other is decoded.
  for (let n = 0; n < frames; n += 1)
    bytes.set([0, 0, 0, 1, n > 0 && n % 2 === 0 ? 0x01 : 0x41], head.byteLength + n * UNIT);
  return bytes.buffer;
}

/** Decoders that hold two frames back, as real ones do, and count what they are given. */
export class FakeDecoders {
  opened = 0;
  decoded = 0;
  flushed = 0;
  /** Frames that are open now, and the most that ever were. */
  lent = 0;
  mostLent = 0;
  /** The packet of this frame breaks the decoder. */
  breaksAt: number | null = null;
  refuses = false;

  readonly open: OpenDecoder = (output, failed) => {
    if (this.refuses) throw new TypeError("no such codec");
    this.opened += 1;
    let state: CodecState = "configured";
    let mustBeKey = true;
    let held: number[] = [];
    const release = (keep: number) => {
      held.sort((a, b) => a - b);
      while (held.length > keep) output(this.#frame(held.shift() as number));
    };
    const decode = ({ number, isKey }: Packet) => {
      if (mustBeKey && !isKey) throw new TypeError("a key frame is required");
      mustBeKey = false;
      this.decoded += 1;
      if (number === this.breaksAt) {
        state = "closed";
        return failed(new Error("cannot decode this"));
      }
      held.push(number);
      release(2);
    };
    const decoder: Decoder = {
      get state() {
        return state;
      },
      decodeQueueSize: 0,
      ondequeue: null,
      decode,
      flush: async () => {
        this.flushed += 1;
        mustBeKey = true;
        release(0);
      },
      close: () => {
        if (state === "closed") throw new Error("closed twice");
        state = "closed";
        held = [];
      },
    };
    return decoder;
  };

  #frame(timestamp: number): VideoFrame {
    this.lent += 1;
    this.mostLent = Math.max(this.mostLent, this.lent);
    return { timestamp, close: () => (this.lent -= 1) } as unknown as VideoFrame;
  }
}
