import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** The orders a list can be in, the usual one first. */
export function useSorts() {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { value: "-updated_date", label: t("lists:sorts.updated") },
      { value: "-id", label: t("lists:sorts.newest") },
      { value: "id", label: t("lists:sorts.oldest") },
      { value: "name", label: t("lists:sorts.name") },
    ],
    [t],
  );
}
