import { ImageOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Job, Page } from "../../api/types";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import { lazily } from "../../ui/lazily";
import lists from "../lists/lists.module.css";
import { RowsSkeleton } from "../lists/Rows";
import { useSelection } from "../lists/selection";
import { JobRow } from "./JobRow";

const JobBulk = lazily(async () => (await import("./JobBulk")).JobBulk);

interface JobRowsProps {
  query: { data?: Page<Job> | undefined; error: Error | null; refetch: () => unknown };
  hasData: boolean;
}

/** The jobs of one task. */
export function JobRows({ query: { data, error, refetch }, hasData }: JobRowsProps) {
  const { t } = useTranslation();
  if (error && !data) return <Failure inline error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton rows={3} />;
  if (!data.count) {
    return hasData ? null : (
      <Empty
        icon={<ImageOff size={22} strokeWidth={1.5} />}
        title={t("tasks:noData")}
        hint={t("tasks:noDataHint")}
      />
    );
  }
  return <Rows jobs={data.results} />;
}

function Rows({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation();
  const selection = useSelection(jobs, "");
  return (
    <>
      <ul className={lists.rows} aria-label={t("tasks:jobs")}>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} selection={selection} />
        ))}
      </ul>
      {selection.items.length ? (
        <JobBulk selection={selection} count={jobs.length} everything={async () => jobs} />
      ) : null}
    </>
  );
}
