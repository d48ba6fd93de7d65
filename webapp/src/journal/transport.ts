import { request } from "../api/client";
import { asApiError } from "../api/errors";
import type { WireAnnotations } from "../core/wire";
import { TransportProblem, type Verdict } from "./status";

/** What the server says about a batch; created objects come in the order they were sent. */
export interface ChangesAnswer {
  readonly create: WireAnnotations;
}

/** The way to the server; every method rejects with a `TransportProblem`. */
export interface Transport {
  load(job: number): Promise<WireAnnotations>;
  /** Hand over one batch; `lasting` lets the request outlive the page. */
  send(job: number, key: string, body: string, lasting: boolean): Promise<ChangesAnswer>;
}

// Browsers refuse a lasting request with 64 KiB or more in flight.
const LASTING_LIMIT = 60_000;
const PATIENCE_MS = 60_000;

/** The annotation endpoints of jobs on this origin. */
export const httpTransport: Transport = {
  load: (job) =>
    answer(`/api/jobs/${job}/annotations`, { headers: { Accept: "application/json" } }),
  send: (job, key, body, lasting) =>
    answer(`/api/jobs/${job}/annotations/changes`, {
      method: "POST",
      body,
      keepalive: lasting && new Blob([body]).size < LASTING_LIMIT,
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    }),
};

async function answer<T>(url: string, init: RequestInit): Promise<T> {
  try {
    const response = await request(url, init);
    return (await response.json()) as T;
  } catch (thrown) {
    const error = asApiError(thrown);
    throw new TransportProblem(verdict(error.status, error.isTransient), error.detail);
  }
}

function verdict(status: number, passing: boolean): Verdict {
  if (passing) return "unreachable";
  return status === 409 || status === 412 ? "conflict" : "refused";
}
