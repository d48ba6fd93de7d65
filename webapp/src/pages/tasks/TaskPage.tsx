import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import {
  Archive,
  BadgeCheck,
  BookOpen,
  Building2,
  Download,
  Ellipsis,
  FolderInput,
  Play,
  Trash2,
  Upload,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { jobsQuery, previewUrl, taskQuery } from "../../api/queries";
import type { Job, Task, TaskPatch } from "../../api/types";
import { Failure } from "../../ui/Failure";
import { IconButton } from "../../ui/IconButton";
import { Preview } from "../../ui/Preview";
import { BackUpDialog } from "../backups/lazy";
import { ExportDialog } from "../exports/lazy";
import { useChange } from "../facts/useChange";
import { ImportDialog } from "../imports/lazy";
import { TaskJobs } from "../jobs/TaskJobs";
import { LabelsPanel } from "../labels/LabelsPanel";
import { RowsSkeleton } from "../lists/Rows";
import { MoveDialog, TransferDialog } from "../moves/lazy";
import { LinkButton } from "../shell/LinkButton";
import { PageHead } from "../shell/PageHead";
import { PageSkeleton } from "../shell/PageSkeleton";
import { DeleteTask } from "./DeleteTask";
import { TaskFacts } from "./TaskFacts";
import { TaskWork } from "./TaskWork";
import styles from "./task-page.module.css";
import { exportOf, importInto } from "./transfers";
import { GroundTruthDialog } from "./truth/lazy";

/** One task: what it is, its jobs, its labels. */
export function TaskPage() {
  const { taskId } = useParams({ from: "/signed-in/shell/tasks/$taskId" });
  const { data: task, error, refetch } = useQuery(taskQuery(taskId));
  const first = useQuery(jobsQuery({ task_id: taskId, page_size: 1, sort: "id" }));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!task) {
    return (
      <PageSkeleton>
        <div className={styles.columns}>
          <RowsSkeleton rows={4} />
          <Preview awaited height={180} />
        </div>
      </PageSkeleton>
    );
  }
  return (
    <div>
      <TaskHead task={task} first={first.data?.results[0]} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <TaskWork taskId={taskId} hasData={Boolean(task.size)} />
          <TaskLabels task={task} />
          <TaskJobs task={task} />
        </div>
        <Side task={task} />
      </div>
    </div>
  );
}

function TaskLabels({ task: { id, project_id } }: { task: Task }) {
  const { t } = useTranslation();
  const owner = { task_id: id as number };
  return (
    <section className={styles.labels} aria-label={t("labels:title")}>
      <LabelsPanel owner={owner} {...(!project_id && { patchUrl: `/api/tasks/${id}` })} />
      {project_id ? <p className={styles.note}>{t("tasks:labelsOfProject")}</p> : null}
    </section>
  );
}

function Side({ task }: { task: Task }) {
  const { t } = useTranslation();
  const id = task.id as number;
  return (
    <aside className={styles.side} aria-label={t("tasks:facts")}>
      <Preview
        height={180}
        src={task.size ? previewUrl("tasks", id, task.updated_date) : undefined}
      />
      <TaskFacts task={task} />
    </aside>
  );
}

function TaskHead({ task, first }: { task: Task; first: Job | undefined }) {
  const { t } = useTranslation();
  const id = task.id as number;
  const { save } = useChange<TaskPatch>("tasks", id);
  return (
    <PageHead
      title={task.name ?? ""}
      onRename={(name) => save({ name })}
      above={
        task.project_id ? (
          <>
            <Link to="/projects">{t("shell:projects")}</Link> /
            <Link to="/projects/$projectId" params={{ projectId: task.project_id }}>
              {task.project_name ?? `#${task.project_id}`}
            </Link>
          </>
        ) : (
          <Link to="/tasks">{t("shell:tasks")}</Link>
        )
      }
      beside={<span className={`mono ${styles.id}`}>#{id}</span>}
      actions={
        <>
          <TaskMenu task={task} />
          <LinkButton
            icon={<BookOpen size={15} />}
            to={task.project_id ? `/projects/${task.project_id}/guide` : `/tasks/${id}/guide`}
          >
            {t("guides:title")}
          </LinkButton>
          {first ? (
            <LinkButton primary icon={<Play size={15} />} to={`/tasks/${id}/jobs/${first.id}`}>
              {t("tasks:open")}
            </LinkButton>
          ) : null}
        </>
      }
    />
  );
}

type Dialog = "export" | "import" | "backup" | "truth" | "move" | "transfer" | "delete";

function TaskMenu({ task }: { task: Task }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Dialog | null>(null);
  const id = task.id as number;
  const { save } = useChange<TaskPatch>("tasks", id);
  const close = () => setOpen(null);
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          onClick: ({ key }) => setOpen(key as Dialog),
          items: [
            {
              key: "import",
              icon: <Upload size={15} />,
              label: t("imports:menu"),
              disabled: !task.size,
            },
            {
              key: "backup",
              icon: <Archive size={15} />,
              label: t("backups:backUp"),
              disabled: !task.size,
            },
            {
              key: "truth",
              icon: <BadgeCheck size={15} />,
              label: t("tasks:truth.menu"),
              disabled: !task.size || Boolean(task.validation_mode),
            },
            { type: "divider" },
            { key: "move", icon: <FolderInput size={15} />, label: t("moves:toProject") },
            {
              key: "transfer",
              icon: <Building2 size={15} />,
              label: t("moves:toOrganization"),
              disabled: Boolean(task.project_id),
            },
            { type: "divider" },
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
      <Button icon={<Download size={15} />} disabled={!task.size} onClick={() => setOpen("export")}>
        {t("tasks:export")}
      </Button>
      {open === "export" ? <ExportDialog of={exportOf(task)} onClose={close} /> : null}
      {open === "import" ? <ImportDialog into={importInto(task)} onClose={close} /> : null}
      {open === "backup" ? (
        <BackUpDialog
          of={{ kind: "tasks", id }}
          storageId={exportOf(task).storageId}
          onClose={close}
        />
      ) : null}
      {open === "truth" ? <GroundTruthDialog task={task} onClose={close} /> : null}
      {open === "move" ? <MoveDialog task={task} onClose={close} /> : null}
      {open === "transfer" ? (
        <TransferDialog
          kind="tasks"
          count={1}
          from={task.organization_id}
          onTransfer={(organization_id) => save({ organization_id })}
          onClose={close}
        />
      ) : null}
      {open === "delete" ? (
        <DeleteTask task={task} onClose={close} onDeleted={() => void navigate({ to: "/tasks" })} />
      ) : null}
    </>
  );
}
