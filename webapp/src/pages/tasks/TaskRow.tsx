import { Link } from "@tanstack/react-router";
import { Dropdown, Tag } from "antd";
import { Download, Ellipsis, Trash2, Upload } from "lucide-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { previewUrl } from "../../api/queries";
import type { Task } from "../../api/types";
import { personName } from "../../ui/format";
import { IconButton } from "../../ui/IconButton";
import { Preview } from "../../ui/Preview";
import { Progress } from "../../ui/Progress";
import { Time } from "../../ui/Time";
import { ExportDialog } from "../exports/lazy";
import { ImportDialog } from "../imports/lazy";
import { Facts, Row, rowPreview } from "../lists/Rows";
import { SelectBox } from "../lists/SelectBoxes";
import type { Selection } from "../lists/selection";
import { DeleteTask } from "./DeleteTask";
import { mediaWords } from "./media-words";
import { exportOf, importInto } from "./transfers";

interface TaskRowProps {
  task: Task;
  /** Names the project it is part of. */
  withProject?: boolean;
  selection: Selection<Task>;
}

/** A task in a list. */
export const TaskRow = memo(function TaskRow({
  task,
  withProject = false,
  selection,
}: TaskRowProps) {
  const { t } = useTranslation();
  const id = task.id as number;
  return (
    <Row
      select={<SelectBox item={task} name={task.name ?? `#${id}`} selection={selection} />}
      preview={
        <Preview
          {...rowPreview}
          src={task.size ? previewUrl("tasks", id, task.updated_date) : undefined}
        />
      }
      title={
        <>
          <Link to="/tasks/$taskId" params={{ taskId: id }}>
            {task.name}
          </Link>
          {task.subset ? <Tag>{task.subset}</Tag> : null}
        </>
      }
      facts={
        <Facts
          of={[
            <span key="id" className="mono">
              #{id}
            </span>,
            mediaWords(task, t),
            withProject && task.project_name,
            task.assignee && t("lists:for", { name: personName(task.assignee) }),
            task.owner && t("tasks:by", { name: personName(task.owner) }),
          ]}
        />
      }
      progress={<JobsDone jobs={task.jobs} />}
      side={task.updated_date ? <Time at={task.updated_date} /> : null}
      menu={<TaskMenu task={task} />}
    />
  );
});

/** How many of a task's jobs are completed. */
export function JobsDone({ jobs }: { jobs: Task["jobs"] }) {
  const { t } = useTranslation();
  const count = jobs.count ?? 0;
  const completed = jobs.completed ?? 0;
  if (!count) return null;
  return (
    <Progress
      label={t("tasks:jobsProgress")}
      share={completed / count}
      tone={completed === count ? "green" : "accent"}
      text={t("tasks:jobsDone", { done: completed, count })}
    />
  );
}

type Deed = "export" | "import" | "delete";

function TaskMenu({ task }: { task: Task }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Deed | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          onClick: ({ key }) => setOpen(key as Deed),
          items: [
            {
              key: "export",
              icon: <Download size={15} />,
              label: t("tasks:export"),
              disabled: !task.size,
            },
            {
              key: "import",
              icon: <Upload size={15} />,
              label: t("imports:menu"),
              disabled: !task.size,
            },
            {
              key: "delete",
              icon: <Trash2 size={15} />,
              label: t("tasks:delete"),
              danger: true,
            },
          ],
        }}
      >
        <IconButton icon={<Ellipsis size={17} />} label={t("common:more")} placement="top" />
      </Dropdown>
      {open === "export" ? <ExportDialog of={exportOf(task)} onClose={close} /> : null}
      {open === "import" ? <ImportDialog into={importInto(task)} onClose={close} /> : null}
      {open === "delete" ? <DeleteTask task={task} onClose={close} /> : null}
    </>
  );
}
