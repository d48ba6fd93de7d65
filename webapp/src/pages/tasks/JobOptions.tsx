import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { PersonSelect } from "../people/PersonSelect";
import { NumberOption } from "./NumberOption";
import { useTaskDraft } from "./task-draft";
import styles from "./tasks.module.css";

/** How the work is cut into jobs, who does it, and how often. */
export function JobOptions() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  return (
    <>
      <NumberOption name="segmentSize" min={1} />
      <NumberOption name="overlap" min={0} />
      <NumberOption name="replicas" min={2} max={11} />
      <Form.Item label={t("lists:assignee")} htmlFor="task-assignee">
        <PersonSelect
          id="task-assignee"
          label={t("lists:assignee")}
          value={draft.assignee}
          onChange={(assignee) => change({ assignee })}
        />
      </Form.Item>
      <Form.Item
        className={styles.wide}
        label={t("tasks:options.jobFiles")}
        tooltip={t("tasks:hints.jobFiles")}
        htmlFor="task-jobFiles"
      >
        <Input.TextArea
          id="task-jobFiles"
          autoSize={{ minRows: 1, maxRows: 12 }}
          placeholder={t("tasks:defaults.jobFiles")}
          value={draft.jobFiles}
          onChange={(event) => change({ jobFiles: event.target.value })}
        />
      </Form.Item>
    </>
  );
}
