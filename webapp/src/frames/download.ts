import { bodyOf, saidIn } from "../api/said";

/**
 * A file did not come; `status` is `null` when no answer came at all. The message is what the
 * server said, and empty where it said nothing: words for that are the page's.
 */
export class DownloadProblem extends Error {
  readonly status: number | null;

  constructor(message: string, status: number | null) {
    super(message);
    this.name = "DownloadProblem";
    this.status = status;
  }

  get passing(): boolean {
    return this.status === null || this.status === 429 || this.status >= 500;
  }
}

const RETRY_AFTER_MS = [300, 1200];

/**
 * The bytes at `url`; what may pass by itself is tried three times.
 *
 * Rejects with a `DownloadProblem`, or with the signal's reason once aborted.
 */
export async function download(
  fetcher: typeof fetch,
  url: string,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  for (const wait of RETRY_AFTER_MS) {
    try {
      return await attempt(fetcher, url, signal);
    } catch (error) {
      if (!(error instanceof DownloadProblem && error.passing)) throw error;
      await pause(wait, signal);
    }
  }
  return attempt(fetcher, url, signal);
}

async function attempt(
  fetcher: typeof fetch,
  url: string,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  try {
    const response = await fetcher(url, { signal, credentials: "same-origin" });
    if (!response.ok) {
      const { detail = "" } = saidIn(await bodyOf(response));
      throw new DownloadProblem(detail, response.status);
    }
    return await response.arrayBuffer();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DownloadProblem) throw error;
    throw new DownloadProblem("", null);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
