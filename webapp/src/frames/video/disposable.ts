/** Whether no other frame is decoded from the one in this packet. */
export type IsDisposable = (packet: Uint8Array) => boolean;

/**
 * What of a video need not be decoded on the way to a later frame: with H.264 about half of a
 * usual file, told by `nal_ref_idc` (ITU-T H.264, 7.4.1). Nothing where that is not known.
 */
export function disposableIn({ codec, description }: VideoDecoderConfig): IsDisposable {
  if (!/^avc[13]\./.test(codec)) return () => false;
  const record = description ? bytesOf(description) : null;
  const next = record ? byLength(((record[4] ?? 3) & 3) + 1) : byStartCode;
  return (packet) => {
    for (let at = next(packet, null); at !== null; at = next(packet, at)) {
      const head = packet[at] ?? 0;
      const type = head & 0x1f;
      // All slices of a picture agree.
      if (type >= 1 && type <= 5) return (head & 0x60) === 0;
    }
    return false;
  };
}

/** Where the first unit begins, or the one after that at `before`; `null` when there is none. */
type Next = (packet: Uint8Array, before: number | null) => number | null;

/** Units that follow their length (ISO/IEC 14496-15). */
function byLength(size: number): Next {
  return (packet, before) => {
    let at = size;
    if (before !== null) {
      let length = 0;
      for (let i = before - size; i < before; i += 1) length = length * 256 + (packet[i] ?? 0);
      at = before + length + size;
    }
    return at < packet.length ? at : null;
  };
}

/** Units that follow 0, 0, 1 (H.264, annex B). */
function byStartCode(packet: Uint8Array, before: number | null): number | null {
  for (let i = before ?? 0; i + 3 < packet.length; i += 1)
    if (packet[i] === 0 && packet[i + 1] === 0 && packet[i + 2] === 1) return i + 3;
  return null;
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
