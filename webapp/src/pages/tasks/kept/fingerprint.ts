const part = 64 * 1024;

/**
 * What tells this file from another of its name and size, without reading all of it: the SHA-256 of
 * its beginning and end. Over plain http browsers offer no hashes; there it is when it was changed.
 */
export async function fingerprintOf(file: File): Promise<string> {
  if (!globalThis.crypto?.subtle) return `changed ${file.lastModified}`;
  const ends = new Blob([file.slice(0, part), file.slice(Math.max(part, file.size - part))]);
  const hash = await crypto.subtle.digest("SHA-256", new Uint8Array(await ends.arrayBuffer()));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
