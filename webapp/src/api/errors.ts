import { i18next } from "../i18n";
import { FIRST } from "../i18n/languages";
import { bodyOf, saidIn } from "./said";

/** Anything a call to the server may end with, as one kind of error with a sentence for people. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** HTTP status; 0 when no answer came at all. */
    readonly status: number,
    /** Stable word for the kind of error, e.g. `not_found`. */
    readonly code: string,
    /** A sentence that says what is wrong. */
    readonly detail: string,
    /** Complaints by field of the request body, e.g. `{name: "too long"}`. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** The whole answer, for what only the asker of this very question understands. */
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }

  /** Whether asking again, unchanged, may succeed. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** What an answer without a code of its own means, by its status; said as `errors:…`. */
const codes: Record<number, string> = {
  400: "bad_request",
  401: "signed_out",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  413: "too_large",
  415: "unsupported_media",
  429: "too_many_requests",
  502: "unreachable",
  503: "unavailable",
  504: "timeout",
};

/** The error that an answer tells; where its body says nothing, the status has to. */
export function errorFrom(status: number, body: unknown): ApiError {
  const said = saidIn(body);
  const meaning = codes[status] ?? "server_error";
  const detail = said.detail
    ? inOurWords(said.code, said.detail)
    : i18next.t(`errors:${meaning}`, { status });
  return new ApiError(status, said.code ?? meaning, detail, said.fields, said.body);
}

/**
 * The server speaks the first language only: in others, what its code means goes before its words,
 * which name the culprit.
 */
function inOurWords(code: string | undefined, words: string): string {
  const { language } = i18next;
  const known =
    code && language !== FIRST && i18next.getResource(language, "errors", `codes.${code}`);
  return typeof known === "string" ? `${known} (${words})` : words;
}

/** The error behind anything that was thrown while calling the server. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof DOMException && thrown.name === "AbortError") {
    return cancelled();
  }
  return offline();
}

/** The error of a call that got no answer at all. */
export function offline(): ApiError {
  return new ApiError(0, "offline", i18next.t("errors:offline"));
}

/** The error of what the person, or the page they left, has stopped. */
export function cancelled(): ApiError {
  return new ApiError(0, "cancelled", i18next.t("errors:cancelled"));
}

/** The error of an answer that says nothing to go on with; `what` names the text about it. */
export function badAnswer(status: number, what: string, about: Record<string, string> = {}) {
  return new ApiError(status, "bad_answer", i18next.t(`errors:answer.${what}`, about));
}

/** The error of a response that is not ok. */
export async function errorOf(response: Response): Promise<ApiError> {
  return errorFrom(response.status, await bodyOf(response));
}
