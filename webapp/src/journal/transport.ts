import { request } from "../api/client";
import { asApiError } from "../api/errors";
import type { WireAnnotations } from "../core/wire";
import { TransportProblem, type Verdict } from "./status";

/** What the server says about a batch; created objects come in the order they were sent. */
export interface ChangesAnswer {
  /** The job's version with the batch in it. */
  readonly version: number;
  readonly create: WireAnnotations;
  readonly update: WireAnnotations;
}

/** Everything in a job, at a version. */
export interface Loaded extends WireAnnotations {
  readonly version: number;
}

/** What became of a job after a version: objects as they are at `version`, and ids of those gone. */
export interface ServerNews {
  readonly version: number;
  readonly changed: WireAnnotations;
  readonly deleted: Readonly<Record<"tags" | "shapes" | "tracks", readonly number[]>>;
}

/** The way to the server; every method rejects with a `TransportProblem`. */
export interface Transport {
  load(job: number): Promise<Loaded>;
  /** What was written after `since`, by anybody. */
  news(job: number, since: number): Promise<ServerNews>;
  /** Hand over one batch; `lasting` lets the request outlive the page. */
  send(job: number, key: string, body: string, lasting: boolean): Promise<ChangesAnswer>;
}

// Browsers refuse a lasting request with 64 KiB or more in flight.
const LASTING_LIMIT = 60_000;
const PATIENCE_MS = 60_000;
const JSON_WANTED = { headers: { Accept: "application/json" } };

/** The annotation endpoints of jobs on this origin. */
export const httpTransport: Transport = {
  load: async (job) => {
    const response = await asked(`/api/jobs/${job}/annotations?versions=true`, JSON_WANTED);
    // The version is in the ETag: "v12.1f3a"
    const version = Number(/"v(\d+)/.exec(response.headers.get("ETag") ?? "")?.[1] ?? 0);
    return { ...((await response.json()) as WireAnnotations), version };
  },
  news: (job, since) => answer(`/api/jobs/${job}/annotations/changes?since=${since}`, JSON_WANTED),
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
  return inWords(async () => (await (await request(url, init)).json()) as T);
}

function asked(url: string, init: RequestInit): Promise<Response> {
  return inWords(() => request(url, init));
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asApiError(thrown);
    throw new TransportProblem(verdict(error.status, error.isTransient), error.detail);
  }
}

function verdict(status: number, passing: boolean): Verdict {
  if (passing) return "unreachable";
  if (status === 401) return "signed-out";
  return status === 409 || status === 412 ? "conflict" : "refused";
}
