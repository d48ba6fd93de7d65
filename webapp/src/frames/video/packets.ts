/** One packet of a video, its bytes a view. */
export interface Packet {
  /** The source's frame it shows, -1 for none. */
  readonly number: number;
  readonly isKey: boolean;
  readonly data: Uint8Array<ArrayBuffer>;
}

const MAGIC = "LFR1";
const HEAD = 8;

/**
 * The packets of a fragment in decoding order. Layout: docs/users/video-api.md.
 *
 * Throws an `Error` naming what is wrong for anything else.
 */
export function readPackets(buffer: ArrayBuffer): Packet[] {
  const magic = new TextDecoder().decode(buffer.slice(0, MAGIC.length));
  if (magic !== MAGIC || buffer.byteLength < HEAD) throw new Error("this is no video fragment");
  const view = new DataView(buffer);
  const count = view.getUint32(4, true);
  let at = HEAD + 12 * count;
  if (at > buffer.byteLength) throw new Error(`the fragment ends before its ${count} packets`);
  const word = (row: number, n: number) => view.getInt32(HEAD + 4 * (row * count + n), true);
  return Array.from({ length: count }, (_, n): Packet => {
    const size = word(1, n);
    if (size < 0 || at + size > buffer.byteLength)
      throw new Error(`packet ${n} of ${count} runs past the end of the fragment`);
    const data = new Uint8Array(buffer, at, size);
    at += size;
    return { number: word(0, n), isKey: (word(2, n) & 1) === 1, data };
  });
}
