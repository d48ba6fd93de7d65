import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Task } from "../../api/types";
import { personName } from "../../ui/format";
import { Time } from "../../ui/Time";
import { mediaWords } from "./media-words";
import { JobsDone } from "./TaskRow";
import styles from "./task-page.module.css";

/** What is known about a task, as a list of terms. */
export function TaskFacts({ task }: { task: Task }) {
  const { t } = useTranslation();
  return (
    <div>
      <JobsDone jobs={task.jobs} />
      <dl className={styles.facts}>
        <Fact term={t("tasks:media")}>{mediaWords(task, t)}</Fact>
        <Fact term={t("tasks:owner")}>{task.owner && personName(task.owner)}</Fact>
        <Fact term={t("tasks:created")}>
          {task.created_date && <Time at={task.created_date} />}
        </Fact>
        <Fact term={t("tasks:changed")}>
          {task.updated_date && <Time at={task.updated_date} />}
        </Fact>
        <Fact term={t("tasks:subset")}>{task.subset}</Fact>
      </dl>
    </div>
  );
}

/** A term and its value; nothing where there is no value. */
function Fact({ term, children }: { term: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
