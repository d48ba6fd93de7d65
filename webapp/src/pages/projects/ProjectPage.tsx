import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { BookOpen, Images, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { projectQuery, tasksQuery } from "../../api/queries";
import type { Project, ProjectPatch } from "../../api/types";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import { lazily } from "../../ui/lazily";
import { useChange } from "../facts/useChange";
import { LabelsPanel } from "../labels/LabelsPanel";
import { CsvButton } from "../lists/CsvButton";
import { everything } from "../lists/everything";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { RowsSkeleton } from "../lists/Rows";
import { SelectPage } from "../lists/SelectBoxes";
import { listParams, scopeOf } from "../lists/search";
import { useSelection } from "../lists/selection";
import { useSorts } from "../lists/sorts";
import { useFields } from "../lists/useFields";
import { useListSearch } from "../lists/useListSearch";
import { LinkButton } from "../shell/LinkButton";
import { PageHead } from "../shell/PageHead";
import { PageSkeleton } from "../shell/PageSkeleton";
import { TaskRow } from "../tasks/TaskRow";
import { useTaskFilters } from "../tasks/task-filters";
import { ProjectFacts } from "./ProjectFacts";
import { ProjectMenu } from "./ProjectMenu";
import styles from "./projects.module.css";

const TaskBulk = lazily(async () => (await import("../tasks/TaskBulk")).TaskBulk);

/** One project: its labels and its tasks. */
export function ProjectPage() {
  const { t } = useTranslation();
  const { projectId } = useParams({ from: "/signed-in/shell/projects/$projectId" });
  const { data: project, error, refetch } = useQuery(projectQuery(projectId));
  const { save } = useChange<ProjectPatch>("projects", projectId);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!project) {
    return (
      <PageSkeleton>
        <RowsSkeleton rows={4} />
      </PageSkeleton>
    );
  }
  return (
    <div>
      <PageHead
        title={project.name ?? ""}
        onRename={(name) => save({ name })}
        above={<Link to="/projects">{t("shell:projects")}</Link>}
        beside={<span className={`mono ${styles.id}`}>#{projectId}</span>}
        actions={
          <>
            <ProjectMenu project={project} />
            <LinkButton icon={<BookOpen size={15} />} to={`/projects/${projectId}/guide`}>
              {t("guides:title")}
            </LinkButton>
            <LinkButton primary icon={<Plus size={15} />} to={`/tasks/new?project=${projectId}`}>
              {t("tasks:new")}
            </LinkButton>
          </>
        }
      />
      <ProjectFacts project={project} />
      <section className={styles.labels}>
        <h2>{t("labels:title")}</h2>
        <LabelsPanel owner={{ project_id: projectId }} patchUrl={`/api/projects/${projectId}`} />
      </section>
      <Tasks project={project} />
    </div>
  );
}

function Tasks({ project }: { project: Project }) {
  const { t } = useTranslation();
  const id = project.id as number;
  const [search] = useListSearch();
  const filters = useTaskFilters();
  const params = { ...listParams(search, filters), project_id: id };
  const query = useQuery(tasksQuery(params));
  const selection = useSelection(query.data?.results, scopeOf(params));
  return (
    <>
      <FilterBar
        placeholder={t("tasks:search")}
        select={<SelectPage selection={selection} />}
        filters={filters}
        fields={useFields("tasks")}
        sorts={useSorts("tasks")}
        count={query.data?.count}
        more={<CsvButton kind="tasks" params={params} />}
      />
      <ListBody
        query={query}
        row={(task) => <TaskRow key={task.id} task={task} selection={selection} />}
        empty={
          <Empty
            icon={<Images size={22} strokeWidth={1.5} />}
            title={t("tasks:empty")}
            hint={t("projects:noTasksHint")}
            action={
              <Link to="/tasks/new" search={{ project: id }}>
                {t("tasks:new")}
              </Link>
            }
          />
        }
      />
      {selection.items.length ? (
        <TaskBulk
          selection={selection}
          count={query.data?.count ?? 0}
          everything={() => everything("/api/tasks", params)}
        />
      ) : null}
    </>
  );
}
