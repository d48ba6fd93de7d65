import { Checkbox, Form, Select, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { NumberOption } from "./NumberOption";
import { jobsIn, sortingOf } from "./order";
import { type TaskDraft, useTaskDraft } from "./task-draft";
import styles from "./tasks.module.css";

const sortings: readonly TaskDraft["sorting"][] = [
  "natural",
  "lexicographical",
  "predefined",
  "random",
];

/** Which frames are taken, in which order, and how browsers and programs get them. */
export function FrameOptions() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  const ordered = draft.validation === "gt_pool" || jobsIn(draft.jobFiles).length > 0;
  return (
    <>
      <NumberOption name="startFrame" min={0} />
      <NumberOption name="stopFrame" min={0} />
      <NumberOption name="step" min={1} />
      <Form.Item label={t("tasks:options.sorting")} htmlFor="task-sorting">
        <Select
          id="task-sorting"
          value={sortingOf(draft)}
          disabled={ordered}
          options={sortings.map((value) => ({ value, label: t(`tasks:sortings.${value}`) }))}
          onChange={(sorting) => change({ sorting })}
        />
      </Form.Item>
      <NumberOption name="quality" min={1} max={100} />
      <NumberOption name="chunkSize" min={1} />
      <div className={styles.switches}>
        <Switch name="zipChunks" />
        {draft.source.kind === "share" ? <Switch name="copyData" /> : null}
      </div>
    </>
  );
}

function Switch({ name }: { name: "zipChunks" | "copyData" }) {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  return (
    <Tooltip title={t(`tasks:hints.${name}`)}>
      <Checkbox checked={draft[name]} onChange={({ target }) => change({ [name]: target.checked })}>
        {t(`tasks:options.${name}`)}
      </Checkbox>
    </Tooltip>
  );
}
