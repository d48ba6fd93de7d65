import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { selfQuery } from "../../api/queries";
import { equals, type QuickFilter } from "../lists/search";
import { states } from "./job-words";

/** Where jobs are after they were annotated; all begin in annotation. */
const laterStages = ["validation", "acceptance"] as const;

/** What narrows lists of jobs. */
export function useJobFilters(): QuickFilter[] {
  const { t } = useTranslation();
  const { data: self } = useQuery(selfQuery);
  const me = self?.username ?? "";
  return useMemo(
    () => [
      { id: "mine", group: "who", label: t("jobs:mine"), logic: equals("assignee", me) },
      ...states.map((state) => ({
        id: state.replace(" ", "-"),
        group: "state",
        label: t(`jobs:states.${state}`),
        logic: equals("state", state),
      })),
      ...laterStages.map((stage) => ({
        id: stage,
        group: "stage",
        label: t(`jobs:stages.${stage}`),
        logic: equals("stage", stage),
      })),
    ],
    [t, me],
  );
}
