interface Flaws {
  comment?: string;
  method?: number;
  claimed?: number;
}

/** A stored ZIP archive of text files, for tests; `flaws` are written into it. */
export function zipOf(files: Record<string, string>, flaws: Flaws = {}): ArrayBuffer {
  const locals: Uint8Array[] = [];
  const entries: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [nameBytes, data] = [encode(name), encode(content)];
    const size = flaws.claimed ?? data.length;
    const common = [0, flaws.method ?? 0, 0, 0];
    const local = join(
      shorts(0x4b50, 0x0403, 20, ...common),
      longs(0, size, size),
      shorts(nameBytes.length, 0),
      nameBytes,
      data,
    );
    entries.push(
      join(
        shorts(0x4b50, 0x0201, 20, 20, ...common),
        longs(0, size, size),
        shorts(nameBytes.length, 0, 0, 0, 0),
        longs(0, offset),
        nameBytes,
      ),
    );
    locals.push(local);
    offset += local.length;
  }
  const comment = encode(flaws.comment ?? "");
  const directory = join(...entries);
  const end = join(
    shorts(0x4b50, 0x0605, 0, 0, entries.length, entries.length),
    longs(directory.length, offset),
    shorts(comment.length),
    comment,
  );
  return join(...locals, directory, end).buffer;
}

const encode = (text: string) => new TextEncoder().encode(text);
const shorts = (...values: number[]) => new Uint8Array(new Uint16Array(values).buffer);
const longs = (...values: number[]) => new Uint8Array(new Uint32Array(values).buffer);

function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
