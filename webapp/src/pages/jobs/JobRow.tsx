import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Dropdown, Tag } from "antd";
import { Download, Ellipsis, Trash2, Upload } from "lucide-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { previewUrl } from "../../api/queries";
import type { Job } from "../../api/types";
import { personName } from "../../ui/format";
import { IconButton } from "../../ui/IconButton";
import { lazily } from "../../ui/lazily";
import { Preview } from "../../ui/Preview";
import { Time } from "../../ui/Time";
import { ExportDialog } from "../exports/lazy";
import { ImportDialog } from "../imports/lazy";
import { Facts, Row, rowPreview } from "../lists/Rows";
import { SelectBox } from "../lists/SelectBoxes";
import type { Selection } from "../lists/selection";
import { JobStateSelect } from "./JobStateSelect";

const DeleteDialog = lazily(async () => (await import("../../ui/DeleteDialog")).DeleteDialog);

interface JobRowProps {
  job: Job;
  /** Names the task it is part of. */
  withTask?: boolean;
  selection: Selection<Job>;
}

/** A job in a list. */
export const JobRow = memo(function JobRow({ job, withTask = false, selection }: JobRowProps) {
  const { t } = useTranslation();
  const id = job.id as number;
  const params = { taskId: `${job.task_id}`, jobId: `${id}` };
  return (
    <Row
      select={<SelectBox item={job} name={t("jobs:name", { id })} selection={selection} />}
      preview={<Preview {...rowPreview} src={previewUrl("jobs", id, job.updated_date)} />}
      title={
        <>
          <Link to="/tasks/$taskId/jobs/$jobId" params={params}>
            {withTask && job.task_name ? job.task_name : t("jobs:name", { id })}
          </Link>
          {job.type && job.type !== "annotation" ? <Tag>{t(`jobs:types.${job.type}`)}</Tag> : null}
        </>
      }
      facts={
        <Facts
          of={[
            <span key="id" className="mono">
              #{id}
            </span>,
            t("jobs:frames", { from: job.start_frame, to: job.stop_frame }),
            withTask ? job.project_name : null,
            job.assignee
              ? t("jobs:assignedTo", { name: personName(job.assignee) })
              : t("jobs:nobody"),
            job.issues.count ? t("jobs:issues", { count: job.issues.count }) : null,
          ]}
        />
      }
      progress={<JobStateSelect job={job} />}
      side={job.updated_date ? <Time at={job.updated_date} /> : null}
      menu={<JobMenu job={job} />}
    />
  );
});

type Deed = "export" | "import" | "delete";

function JobMenu({ job: { id, dimension, ...job } }: { job: Job }) {
  const queries = useQueryClient();
  const { t } = useTranslation();
  const [open, setOpen] = useState<Deed | null>(null);
  const close = () => setOpen(null);
  const remove = async () => {
    await requestJson(`/api/jobs/${id}`, "DELETE");
    await Promise.all(
      ["jobs", "tasks"].map((kind) => queries.invalidateQueries({ queryKey: [kind] })),
    );
  };
  const what = { kind: "jobs", id: id as number, dimension } as const;
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          onClick: ({ key }) => setOpen(key as Deed),
          items: [
            { key: "export", icon: <Download size={15} />, label: t("tasks:export") },
            { key: "import", icon: <Upload size={15} />, label: t("imports:menu") },
            // Other jobs are parts of their task and go with it.
            ...(job.type === "ground_truth"
              ? [
                  { type: "divider" as const },
                  {
                    key: "delete",
                    icon: <Trash2 size={15} />,
                    label: t("jobs:delete"),
                    danger: true,
                  },
                ]
              : []),
          ],
        }}
      >
        <IconButton icon={<Ellipsis size={17} />} label={t("common:more")} placement="top" />
      </Dropdown>
      {open === "export" ? (
        <ExportDialog
          of={{ ...what, storageId: job.target_storage?.cloud_storage_id }}
          onClose={close}
        />
      ) : null}
      {open === "import" ? (
        <ImportDialog
          into={{ ...what, storageId: job.source_storage?.cloud_storage_id }}
          onClose={close}
        />
      ) : null}
      {open === "delete" ? (
        <DeleteDialog
          title={t("jobs:delete")}
          name={`${id}`}
          losses={t("jobs:deleteLosses")}
          onDelete={remove}
          onClose={close}
        />
      ) : null}
    </>
  );
}
