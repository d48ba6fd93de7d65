import { i18next } from "../i18n";
import { requestJson } from "./client";
import { ApiError } from "./errors";
import { pause } from "./pause";
import type { BackgroundRequest } from "./types";

export interface FollowOptions {
  /** Called with every answer, the last one included. */
  onProgress?: (request: BackgroundRequest) => void;
  signal?: AbortSignal;
}

const firstPause = 250;
const longestPause = 3000;
const patience = 20;

/**
 * The finished request, however long it takes.
 *
 * Asks often at first and less often later; bears a server that is away for a while.
 * Throws an ApiError with code `failed` and the server's message when the work failed.
 */
export async function follow(id: string, options: FollowOptions = {}): Promise<BackgroundRequest> {
  let wait = firstPause;
  let misses = 0;
  for (;;) {
    options.signal?.throwIfAborted();
    const request = await ask(id).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.isTransient) || ++misses > patience) throw error;
      return null;
    });
    if (request) {
      misses = 0;
      options.onProgress?.(request);
      if (request.status === "finished") return request;
      if (request.status === "failed") throw failure(request);
    }
    await pause(wait, options.signal);
    wait = Math.min(wait * 1.4, longestPause);
  }
}

/** The request as it stands. */
export function ask(id: string): Promise<BackgroundRequest> {
  return requestJson(`/api/requests/${encodeURIComponent(id)}`);
}

/** Stop the work behind a request. */
export async function cancelRequest(id: string): Promise<void> {
  await requestJson(`/api/requests/${encodeURIComponent(id)}/cancel`, "POST");
}

/** Start once more what failed, with the same choices. */
export async function retryRequest(id: string): Promise<void> {
  await requestJson(`/api/requests/${encodeURIComponent(id)}/retry`, "POST");
}

/** Take work that has ended off the list, with the file it left. */
export async function forgetRequest(id: string): Promise<void> {
  await requestJson(`/api/requests/${encodeURIComponent(id)}`, "DELETE");
}

/** Whether the work behind a request has come to its end. */
export function isOver(request: BackgroundRequest): boolean {
  return request.status === "finished" || request.status === "failed";
}

/** Share of the work done, 0 to 1. */
export function shareDone(request: BackgroundRequest | undefined): number {
  if (!request) return 0;
  return request.status === "finished" ? 1 : (request.progress ?? 0);
}

/** Where the result can be fetched from, on this very server; null when there is none. */
export function resultUrl(request: BackgroundRequest): string | null {
  if (!request.result_url) return null;
  // A server behind a proxy may name itself by a host the browser cannot reach.
  const { pathname, search } = new URL(request.result_url, location.origin);
  return pathname + search;
}

function failure(request: BackgroundRequest): ApiError {
  return new ApiError(200, "failed", request.message || i18next.t("errors:failed"));
}
