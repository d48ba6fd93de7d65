import { errorFrom, offline } from "../api/errors";
import { i18next } from "../i18n";

/**
 * Why a picture cannot be shown, for people. Without a status the message is about the bytes that
 * came; without either nothing came.
 */
export function problemWords(message: string, status: number | null): string {
  if (status !== null) return errorFrom(status, message).detail;
  return message ? i18next.t("errors:brokenPicture", { reason: message }) : offline().detail;
}
