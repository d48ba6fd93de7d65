import { useTranslation } from "react-i18next";
import { formatAge } from "./format";

/** When something was, as people say it; the exact time is in the tooltip. */
export function Time({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return null;
  return (
    <time dateTime={at} title={date.toLocaleString(i18n.language)}>
      {formatAge(date, new Date(), i18n.language)}
    </time>
  );
}
