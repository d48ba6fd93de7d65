import createClient, { type Middleware } from "openapi-fetch";
import { asApiError, badAnswer, errorFrom, errorOf } from "./errors";
import type { paths } from "./schema";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** The typed client: `unwrap(api.GET("/api/tasks/{id}", {params: {path: {id}}}))`. */
export const api = createClient<paths>({
  baseUrl: "",
  credentials: "same-origin",
  fetch: (request) => globalThis.fetch(request),
});

const session: Middleware = {
  onRequest({ request }) {
    const token = csrfToken();
    if (token && !safe.has(request.method)) request.headers.set("X-CSRFTOKEN", token);
  },
  onResponse({ response }) {
    if (response.status === 401) signedOut();
  },
};
api.use(session);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The body of an answer.
 *
 * Throws an ApiError for every answer that is not a success, and when none came.
 */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer.catch((thrown: unknown) => {
    throw asApiError(thrown);
  });
  if (!response.ok) throw errorFrom(response.status, error);
  return data as T;
}

/**
 * `fetch` with our session and errors, for what the typed client cannot say: uploads, chunks,
 * addresses the server hands out.
 */
export async function request(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const token = csrfToken();
  if (token && !safe.has(init.method ?? "GET")) headers.set("X-CSRFTOKEN", token);
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers, credentials: "same-origin" });
  } catch (thrown) {
    throw asApiError(thrown);
  }
  if (response.status === 401) signedOut();
  if (!response.ok) throw await errorOf(response);
  return response;
}

/** `request` with a JSON body and a JSON answer (`undefined` when the answer is empty). */
export async function requestJson<T>(url: string, method = "GET", body?: unknown): Promise<T> {
  const response = await request(url, {
    method,
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!text) return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch {
    throw badAnswer(response.status, "notJson");
  }
}

/** The value of the CSRF cookie, or an empty string before the server has set one. */
export function csrfToken(): string {
  return /(?:^|;\s*)csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "";
}

const listeners = new Set<() => void>();
const returns = new Set<() => void>();

/** Calls `told` when the server says that nobody is signed in; returns how to stop that. */
export function onSignedOut(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}

/** Calls `told` when somebody has signed in again under open work; returns how to stop that. */
export function onSignedIn(told: () => void): () => void {
  returns.add(told);
  return () => returns.delete(told);
}

/** Tell those who wait that the session is there again. */
export function signedIn(): void {
  for (const told of returns) told();
}

function signedOut() {
  for (const told of listeners) told();
}
