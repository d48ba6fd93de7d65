import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { BookOpen, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { projectQuery, taskQuery } from "../../api/queries";
import type { Guide } from "../../api/types";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import { PageHead } from "../shell/PageHead";
import { PageSkeleton } from "../shell/PageSkeleton";
import { GuideEditor } from "./GuideEditor";
import { type GuideOf, guideQuery } from "./guide";
import styles from "./guides.module.css";
import { Markdown } from "./Markdown";

/** The guide of a task. */
export function TaskGuidePage() {
  const { t } = useTranslation();
  const { taskId } = useParams({ from: "/signed-in/shell/tasks/$taskId/guide" });
  const { data: task, error } = useQuery(taskQuery(taskId));
  if (error) return <Failure error={error} />;
  if (!task) return <PageSkeleton />;
  return (
    <GuidePage
      of={{ kind: "tasks", id: taskId }}
      guideId={task.guide_id}
      above={
        <>
          <Link to="/tasks">{t("shell:tasks")}</Link> /
          <Link to="/tasks/$taskId" params={{ taskId }}>
            {task.name}
          </Link>
        </>
      }
    />
  );
}

/** The guide of a project. */
export function ProjectGuidePage() {
  const { t } = useTranslation();
  const { projectId } = useParams({ from: "/signed-in/shell/projects/$projectId/guide" });
  const { data: project, error } = useQuery(projectQuery(projectId));
  if (error) return <Failure error={error} />;
  if (!project) return <PageSkeleton />;
  return (
    <GuidePage
      of={{ kind: "projects", id: projectId }}
      guideId={project.guide_id}
      above={
        <>
          <Link to="/projects">{t("shell:projects")}</Link> /
          <Link to="/projects/$projectId" params={{ projectId }}>
            {project.name}
          </Link>
        </>
      }
    />
  );
}

interface GuidePageProps {
  of: GuideOf;
  guideId: number | null;
  above: React.ReactNode;
}

/** How things are to be labelled: read by all who work on it, written by who may. */
function GuidePage({ of, guideId, above }: GuidePageProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: guide, error, refetch } = useQuery(guideQuery(guideId));
  const [editing, setEditing] = useState(false);
  const done = async (next?: Guide) => {
    if (next) queries.setQueryData(guideQuery(next.id).queryKey, next);
    if (next) await queries.invalidateQueries({ queryKey: [of.kind, of.id] });
    setEditing(false);
  };
  const edit = (
    <Button type="primary" icon={<Pencil size={15} />} onClick={() => setEditing(true)}>
      {t(guide?.markdown ? "guides:edit" : "guides:write")}
    </Button>
  );
  const text = guide?.markdown ?? "";
  return (
    <div>
      <PageHead title={t("guides:title")} above={above} actions={editing || !text ? null : edit} />
      {error ? <Failure inline error={error} onRetry={() => void refetch()} /> : null}
      {guide === undefined && !error ? <div aria-busy="true" /> : null}
      {editing && guide !== undefined ? <GuideEditor of={of} guide={guide} onDone={done} /> : null}
      {!editing && text ? (
        <article className={styles.read}>
          <Markdown text={text} />
        </article>
      ) : null}
      {!editing && guide !== undefined && !text ? (
        <Empty
          icon={<BookOpen size={22} strokeWidth={1.5} />}
          title={t("guides:empty")}
          hint={t("guides:emptyHint")}
          action={edit}
        />
      ) : null}
    </div>
  );
}
