/** One member of an archive: its bytes are a view, nothing is copied. */
export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;

/**
 * The members of a ZIP archive that stores its files uncompressed, by name.
 *
 * Frame chunks are such archives: their members are JPEGs, which do not
 * shrink. Layout: PKWARE APPNOTE 4.3, without ZIP64.
 *
 * Throws an `Error` naming what is wrong for anything else.
 */
export function readStoredZip(buffer: ArrayBuffer): ZipMember[] {
  const view = new DataView(buffer);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const members: ZipMember[] = [];
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n += 1) {
    if (at + ENTRY_SIZE > end || view.getUint32(at, true) !== ENTRY_SIGNATURE)
      throw new Error(`the archive's directory breaks off after ${n} of ${count} files`);
    members.push(readMember(view, at));
    at +=
      ENTRY_SIZE + nameLength(view, at) + view.getUint16(at + 30, true) + commentLength(view, at);
  }
  return members.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const nameLength = (view: DataView, entry: number) => view.getUint16(entry + 28, true);
const commentLength = (view: DataView, entry: number) => view.getUint16(entry + 32, true);

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_SIZE - MAX_COMMENT);
  for (let at = view.byteLength - END_SIZE; at >= lowest; at -= 1)
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  throw new Error("the archive has no end record: it is no ZIP or was cut off");
}

function readMember(view: DataView, entry: number): ZipMember {
  const buffer = view.buffer as ArrayBuffer;
  const name = new TextDecoder().decode(
    new Uint8Array(buffer, entry + ENTRY_SIZE, nameLength(view, entry)),
  );
  if (view.getUint16(entry + 10, true) !== 0) throw new Error(`${name} is compressed, not stored`);
  const size = view.getUint32(entry + 20, true);
  const local = view.getUint32(entry + 42, true);
  if (local + LOCAL_SIZE > entry || view.getUint32(local, true) !== LOCAL_SIGNATURE)
    throw new Error(`${name} has no local header`);
  const start =
    local + LOCAL_SIZE + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + size > entry) throw new Error(`${name} runs past the end of the archive`);
  return { name, bytes: new Uint8Array(buffer, start, size) };
}
