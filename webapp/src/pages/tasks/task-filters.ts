import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { selfQuery } from "../../api/queries";
import { equals, type QuickFilter } from "../lists/search";

const stages = ["annotation", "validation", "completed"] as const;
const modes = { images: "annotation", video: "interpolation" } as const;

/** The quick filters of a list of tasks. */
export function useTaskFilters(): QuickFilter[] {
  const { t } = useTranslation();
  const { data: self } = useQuery(selfQuery);
  const me = self?.username ?? "";
  return useMemo(
    () => [
      {
        id: "mine",
        group: "who",
        label: t("lists:mine"),
        logic: { or: [equals("assignee", me), equals("owner", me)] },
      },
      ...stages.map((stage) => ({
        id: stage,
        group: "stage",
        label: t(`tasks:filters.${stage}`),
        logic: equals("status", stage),
      })),
      ...Object.entries(modes).map(([id, mode]) => ({
        id,
        group: "media",
        label: t(`tasks:filters.${id}`),
        logic: equals("mode", mode),
      })),
    ],
    [t, me],
  );
}
