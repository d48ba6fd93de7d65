import { useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { jobsQuery, selfQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { equals, listParams, type QuickFilter } from "../lists/search";
import { useSorts } from "../lists/sorts";
import { useHere } from "../lists/useHere";
import { useListSearch } from "../lists/useListSearch";
import { PageHead } from "../shell/PageHead";
import { JobRow } from "./JobRow";

const states = ["new", "in progress", "completed", "rejected"] as const;
const stages = ["validation", "acceptance"] as const;

/** All jobs one may see. */
export function JobsPage() {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const filters = useJobFilters();
  const query = useQuery(jobsQuery({ ...listParams(search, filters), ...useHere() }));
  const sorts = useSorts().filter(({ value }) => value !== "name");
  return (
    <div>
      <PageHead title={t("jobs:title")} />
      <FilterBar
        placeholder={t("jobs:search")}
        filters={filters}
        sorts={sorts}
        count={query.data?.count}
      />
      <ListBody
        query={query}
        row={(job) => <JobRow key={job.id} job={job} withTask />}
        empty={
          <Empty
            icon={<ListChecks size={22} strokeWidth={1.5} />}
            title={t("jobs:empty")}
            hint={t("jobs:emptyHint")}
          />
        }
      />
    </div>
  );
}

function useJobFilters(): QuickFilter[] {
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
      ...stages.map((stage) => ({
        id: stage,
        group: "stage",
        label: t(`jobs:stages.${stage}`),
        logic: equals("stage", stage),
      })),
    ],
    [t, me],
  );
}
