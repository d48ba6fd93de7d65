import { useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useTranslation } from "react-i18next";
import { jobsQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { lazily } from "../../ui/lazily";
import { CsvButton } from "../lists/CsvButton";
import { everything } from "../lists/everything";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { SelectPage } from "../lists/SelectBoxes";
import { listParams, scopeOf } from "../lists/search";
import { useSelection } from "../lists/selection";
import { useSorts } from "../lists/sorts";
import { useFields } from "../lists/useFields";
import { useHere } from "../lists/useHere";
import { useListSearch } from "../lists/useListSearch";
import { PageHead } from "../shell/PageHead";
import { JobRow } from "./JobRow";
import { useJobFilters } from "./job-filters";

const JobBulk = lazily(async () => (await import("./JobBulk")).JobBulk);

/** All jobs one may see. */
export function JobsPage() {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const filters = useJobFilters();
  const params = { ...listParams(search, filters), ...useHere() };
  const query = useQuery(jobsQuery(params));
  const selection = useSelection(query.data?.results, scopeOf(params));
  return (
    <div>
      <PageHead title={t("jobs:title")} />
      <FilterBar
        placeholder={t("jobs:search")}
        select={<SelectPage selection={selection} />}
        filters={filters}
        fields={useFields("jobs")}
        sorts={useSorts("jobs")}
        count={query.data?.count}
        more={<CsvButton kind="jobs" params={params} />}
      />
      <ListBody
        query={query}
        row={(job) => <JobRow key={job.id} job={job} withTask selection={selection} />}
        empty={
          <Empty
            icon={<ListChecks size={22} strokeWidth={1.5} />}
            title={t("jobs:empty")}
            hint={t("jobs:emptyHint")}
          />
        }
      />
      {selection.items.length ? (
        <JobBulk
          selection={selection}
          count={query.data?.count ?? 0}
          everything={() => everything("/api/jobs", params)}
        />
      ) : null}
    </div>
  );
}
