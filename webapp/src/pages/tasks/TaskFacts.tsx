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
  const facts: [term: string, value: React.ReactNode][] = [
    [t("tasks:media"), mediaWords(task, t)],
    [t("tasks:owner"), task.owner ? personName(task.owner) : null],
    [t("tasks:created"), task.created_date ? <Time at={task.created_date} /> : null],
    [t("tasks:changed"), task.updated_date ? <Time at={task.updated_date} /> : null],
    [t("tasks:subset"), task.subset || null],
  ];
  return (
    <section aria-label={t("tasks:facts")}>
      <JobsDone jobs={task.jobs} />
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
