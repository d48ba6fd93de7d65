import { i18next } from "../i18n";

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

/**
 * The error that a body tells.
 *
 * Understands `{code, detail, fields}`, `{detail}`, a mapping of fields to complaints (nested ones
 * become `labels.0.name`), a list of complaints, and plain text.
 */
export function errorFrom(status: number, body: unknown): ApiError {
  const code = codes[status] ?? "server_error";
  const detail = i18next.t(`errors:${code}`, { status });
  if (typeof body === "string") return new ApiError(status, code, plainText(body) ?? detail);
  if (Array.isArray(body)) return new ApiError(status, code, sentences(body) ?? detail);
  if (!isRecord(body)) return new ApiError(status, code, detail);
  const { code: told, detail: said, fields, ...rest } = body;
  const complaints = flatten(isRecord(fields) ? fields : said === undefined ? rest : {});
  return new ApiError(
    status,
    typeof told === "string" ? told : code,
    sentences(said) ?? summary(complaints) ?? detail,
    complaints,
    body,
  );
}

/** The error behind anything that was thrown while calling the server. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof DOMException && thrown.name === "AbortError") {
    return cancelled();
  }
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
  const text = await response.text().catch(() => "");
  return errorFrom(response.status, parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function plainText(text: string): string | undefined {
  const trimmed = text.trim();
  // A page of HTML is a proxy's or a crash's, and no sentence.
  return trimmed && !trimmed.startsWith("<") && trimmed.length < 500 ? trimmed : undefined;
}

function sentences(value: unknown): string | undefined {
  if (typeof value === "string") return value || undefined;
  if (!Array.isArray(value)) return undefined;
  const said = value.map(sentenceOf).filter(Boolean);
  return said.length ? said.join(" ") : undefined;
}

function sentenceOf(item: unknown): string {
  if (typeof item === "string") return item;
  if (!isRecord(item) || typeof item.msg !== "string") return "";
  const where = Array.isArray(item.loc) ? item.loc.slice(1).join(".") : "";
  return where ? `${where}: ${item.msg}.` : item.msg;
}

function flatten(fields: Record<string, unknown>, path = ""): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(fields).map(([name, value]) => {
      const key = path + name;
      const said = sentences(value);
      if (said) return { [key]: said };
      if (Array.isArray(value)) return flatten({ ...value }, `${key}.`);
      return isRecord(value) ? flatten(value, `${key}.`) : {};
    }),
  );
}

function summary(fields: Record<string, string>): string | undefined {
  const said = Object.entries(fields).map(([name, text]) =>
    name === "non_field_errors" ? text : `${name}: ${text}`,
  );
  return said.length ? said.join(" ") : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
