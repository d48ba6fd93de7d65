import { useQuery } from "@tanstack/react-query";
import { ImageOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { jobsQuery } from "../../api/queries";
import type { Task } from "../../api/types";
import { Empty } from "../../ui/Empty";
import { lazily } from "../../ui/lazily";
import { CsvButton } from "../lists/CsvButton";
import { everything } from "../lists/everything";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { RowsSkeleton } from "../lists/Rows";
import { SelectPage } from "../lists/SelectBoxes";
import { isNarrowed, listParams, scopeOf } from "../lists/search";
import { useSelection } from "../lists/selection";
import { useSorts } from "../lists/sorts";
import { useFields } from "../lists/useFields";
import { useListSearch } from "../lists/useListSearch";
import { JobRow } from "./JobRow";
import { useJobFilters } from "./job-filters";

const JobBulk = lazily(async () => (await import("./JobBulk")).JobBulk);

/** As they follow each other in the task. */
const ORDER = "id";

/** The jobs of one task; search and filters where there are several. */
export function TaskJobs({ task }: { task: Task }) {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const filters = useJobFilters();
  const fields = useFields("jobs").filter(ofTheJob);
  const sorts = useSorts("jobs").filter(ofTheJob);
  const params = { ...listParams(search, filters, ORDER), task_id: task.id as number };
  const query = useQuery(jobsQuery(params));
  const selection = useSelection(query.data?.results, scopeOf(params));
  const count = query.data?.count ?? 0;
  return (
    <section aria-label={t("tasks:jobs")}>
      {count > 1 || isNarrowed(search) ? (
        <FilterBar
          placeholder={t("jobs:search")}
          select={<SelectPage selection={selection} />}
          filters={filters}
          fields={fields}
          sorts={sorts}
          usualSort={ORDER}
          count={query.data?.count}
          more={<CsvButton kind="jobs" params={params} />}
        />
      ) : null}
      <ListBody
        query={query}
        row={(job) => <JobRow key={job.id} job={job} selection={selection} />}
        skeleton={<RowsSkeleton rows={3} />}
        empty={task.size ? null : <NoData />}
      />
      {selection.items.length ? (
        <JobBulk
          selection={selection}
          count={count}
          everything={() => everything("/api/jobs", params)}
        />
      ) : null}
    </section>
  );
}

/** What is the same for all jobs of a task neither narrows nor orders them. */
function ofTheJob({ name }: { name: string }): boolean {
  return !/^(task_|project_|mode$|media_type$|dimension$)/.test(name);
}

function NoData() {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<ImageOff size={22} strokeWidth={1.5} />}
      title={t("tasks:noData")}
      hint={t("tasks:noDataHint")}
    />
  );
}
