import { useTranslation } from "react-i18next";
import type { Task } from "../../api/types";
import { personName } from "../../ui/format";
import { InPlace } from "../../ui/InPlace";
import { Time } from "../../ui/Time";
import { EditableFacts, type EditablePatch } from "../facts/Editable";
import { Fact, FactList } from "../facts/Fact";
import { useChange } from "../facts/useChange";
import { mediaWords } from "./media-words";
import { JobsDone } from "./TaskRow";
import styles from "./task-page.module.css";

/** What is known about a task; what can be changed is changed here. */
export function TaskFacts({ task }: { task: Task }) {
  const { t } = useTranslation();
  const change = useChange<EditablePatch & { subset?: string }>("tasks", task.id as number);
  return (
    <div className={styles.known}>
      <JobsDone jobs={task.jobs} />
      <FactList>
        <Fact term={t("tasks:media")}>{mediaWords(task, t)}</Fact>
        <Fact term={t("tasks:owner")}>{task.owner && personName(task.owner)}</Fact>
        <Fact term={t("lists:fields.subset")}>
          <InPlace
            label={t("lists:fields.subset")}
            value={task.subset ?? ""}
            placeholder="–"
            maxLength={64}
            onSave={(subset) => change.save({ subset })}
          />
        </Fact>
        <EditableFacts of={task} {...change} />
        <Fact term={t("tasks:created")}>
          {task.created_date && <Time at={task.created_date} />}
        </Fact>
        <Fact term={t("tasks:changed")}>
          {task.updated_date && <Time at={task.updated_date} />}
        </Fact>
      </FactList>
    </div>
  );
}
