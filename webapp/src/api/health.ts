import { i18next } from "../i18n";
import { request } from "./client";
import { ApiError, asApiError } from "./errors";

/** Why the server cannot answer questions; null when it can. */
export async function whatAilsTheServer(): Promise<string | null> {
  try {
    await request("/api/server/health");
    return null;
  } catch (thrown) {
    const { body, detail } = asApiError(thrown);
    if (body.database === "not reachable") return i18next.t("errors:database");
    // With a full disk it still answers questions.
    return body.disk === "full" ? null : detail;
  }
}

/** Whether it is the server that does not answer, rather than this question that it refuses. */
export function isServerAway(error: unknown): error is ApiError {
  return error instanceof ApiError && error.isTransient && error.code !== "cancelled";
}
