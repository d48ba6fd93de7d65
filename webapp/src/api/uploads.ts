import { request } from "./client";
import { ApiError, badAnswer, cancelled } from "./errors";
import { pause } from "./pause";

/**
 * Bytes sent in one PATCH: as many as take about a second, so that progress is seen on a slow
 * line and a broken one costs little, while a fast one is not asked for every crumb.
 */
const chunks = { first: 256 * 1024, least: 64 * 1024, most: 16 * 1024 * 1024 };
const wantedMs = 1000;

export interface UploadOptions {
  /** Called with the bytes of this file the server holds. */
  onProgress?: (sent: number) => void;
  /** Awaited once the upload has its address, before a byte is sent. */
  onPlaced?: (location: string) => Promise<void>;
  signal?: AbortSignal;
  /** Bytes in one PATCH; by default they follow the speed of the line. */
  chunk?: number;
  /** Milliseconds to wait before each new attempt; their count is the patience. */
  pauses?: readonly number[];
}

/** What is to be known of a file to ask how much of it the server holds. */
export type Known = Omit<Upload, "file"> & { readonly file: { readonly size: number } };

/** A file on its way: kept by the caller so that a later attempt goes on where this one stopped. */
export interface Upload {
  readonly file: File;
  /** The name the server stores the file under; may hold folders. */
  readonly name: string;
  /** Address of the upload; null until the server has created it. */
  location: string | null;
}

const defaultPauses = [500, 1000, 2000, 4000, 8000, 15000];

/**
 * Send a file by TUS 1.0; resolves once the server holds all of it.
 *
 * After a failure that may pass, asks the server how much it holds and goes on from there. Throws
 * an ApiError when the server refuses, when patience is over, or with code `cancelled`.
 */
export async function send(url: string, upload: Upload, options: UploadOptions = {}) {
  const pauses = options.pauses ?? defaultPauses;
  let failures = 0;
  for (;;) {
    try {
      await attempt(url, upload, options, () => {
        failures = 0;
      });
      return;
    } catch (error) {
      const wait = pauses[failures++];
      if (options.signal?.aborted) throw cancelled();
      if (wait === undefined || !mayPass(error, upload)) throw error;
      await pause(wait, options.signal).catch(() => {
        throw cancelled();
      });
    }
  }
}

async function attempt(url: string, upload: Upload, options: UploadOptions, landed: () => void) {
  let offset = upload.location ? await held(upload, options.signal) : 0;
  if (!upload.location) {
    const placed = await create(url, upload, options.signal);
    upload.location = placed.location;
    await options.onPlaced?.(placed.location);
    if (placed.begun) offset = await held(upload, options.signal);
  }
  options.onProgress?.(offset);
  let size = options.chunk ?? chunks.first;
  while (offset < upload.file.size) {
    const began = performance.now();
    offset = await push(upload, offset, size, options.signal);
    size = options.chunk ?? nextSize(size, performance.now() - began);
    landed();
    options.onProgress?.(offset);
  }
}

interface Placed {
  location: string;
  /** Whether the server has some of it from an attempt whose answer never arrived. */
  begun: boolean;
}

async function create(url: string, upload: Upload, signal?: AbortSignal): Promise<Placed> {
  try {
    return { location: await created(url, upload, signal), begun: false };
  } catch (error) {
    const known = error instanceof ApiError && error.status === 409 ? error.body.upload : undefined;
    if (typeof known !== "string") throw error;
    return { location: `${url.replace(/\/$/, "")}/${known}`, begun: true };
  }
}

async function created(url: string, { file, name }: Upload, signal?: AbortSignal): Promise<string> {
  const response = await request(url, {
    method: "POST",
    headers: {
      "Tus-Resumable": "1.0.0",
      "Upload-Length": `${file.size}`,
      "Upload-Metadata": `filename ${base64(name)}`,
    },
    signal: signal ?? null,
  });
  const location = response.headers.get("Location");
  if (!location) throw badAnswer(response.status, "noAddress", { name });
  // The host the server knows itself by may not be the one the browser can reach.
  return new URL(location, new URL(url, globalThis.location.origin)).pathname;
}

/** Bytes of the file the server holds; 0 with a new address to come when it has forgotten it. */
export async function held(upload: Known, signal?: AbortSignal): Promise<number> {
  try {
    const response = await request(upload.location as string, {
      method: "HEAD",
      headers: { "Tus-Resumable": "1.0.0" },
      signal: signal ?? null,
    });
    return offsetOf(response, upload);
  } catch (error) {
    if (!(error instanceof ApiError && (error.status === 404 || error.status === 410))) throw error;
    upload.location = null;
    return 0;
  }
}

/** The size after one that took so many milliseconds: at most double, at least half. */
function nextSize(size: number, took: number): number {
  const change = Math.min(2, Math.max(0.5, wantedMs / Math.max(1, took)));
  return Math.round(Math.min(chunks.most, Math.max(chunks.least, size * change)));
}

async function push(
  upload: Upload,
  offset: number,
  size: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const end = Math.min(offset + size, upload.file.size);
  const response = await request(upload.location as string, {
    method: "PATCH",
    headers: {
      "Tus-Resumable": "1.0.0",
      "Upload-Offset": `${offset}`,
      "Content-Type": "application/offset+octet-stream",
    },
    body: upload.file.slice(offset, end),
    signal: signal ?? null,
  });
  const reached = offsetOf(response, upload);
  if (reached > offset) return reached;
  throw badAnswer(response.status, "nothingTaken", { name: upload.name });
}

function offsetOf(response: Response, { file, name }: Known): number {
  const offset = Number.parseInt(response.headers.get("Upload-Offset") ?? "", 10);
  if (offset >= 0 && offset <= file.size) return offset;
  throw badAnswer(response.status, "unknownPart", { name });
}

function mayPass(error: unknown, upload: Upload): boolean {
  if (!(error instanceof ApiError)) return false;
  // A wrong offset (409) or a lock (423) is cured by asking for the offset; a taken name is not.
  return error.isTransient || (upload.location !== null && [409, 423].includes(error.status));
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/**
 * Do `work` for all items, `width` at a time, in order of the list.
 *
 * Stops taking new items at the first failure, waits for those under way, then throws it.
 */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  let failed: { error: unknown } | null = null;
  const lane = async () => {
    for (const item of waiting) {
      if (failed) return;
      await work(item).catch((error: unknown) => {
        failed ??= { error };
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (failed) throw (failed as { error: unknown }).error;
}
