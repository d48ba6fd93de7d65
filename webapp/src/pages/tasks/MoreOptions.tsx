import { Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { PeopleOptions } from "./PeopleOptions";
import { type TaskDraft, useTaskDraft } from "./task-draft";
import styles from "./tasks.module.css";

type NumberName =
  | "segmentSize"
  | "overlap"
  | "chunkSize"
  | "quality"
  | "startFrame"
  | "stopFrame"
  | "step";

const numbers: readonly { name: NumberName; min: number; max?: number }[] = [
  { name: "segmentSize", min: 1 },
  { name: "overlap", min: 0 },
  { name: "startFrame", min: 0 },
  { name: "stopFrame", min: 0 },
  { name: "step", min: 1 },
  { name: "quality", min: 1, max: 100 },
  { name: "chunkSize", min: 1 },
];

const texts: readonly { name: "subset" | "bugTracker"; longest: number }[] = [
  { name: "subset", longest: 64 },
  { name: "bugTracker", longest: 2000 },
];

const sortings: readonly TaskDraft["sorting"][] = [
  "natural",
  "lexicographical",
  "predefined",
  "random",
];

/** How the frames are picked, ordered and split into jobs; the defaults suit most tasks. */
export function MoreOptions() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  return (
    <details className={styles.more}>
      <summary>{t("tasks:more")}</summary>
      <div className={styles.options}>
        {numbers.map(({ name, min, max }) => (
          <Form.Item
            key={name}
            label={t(`tasks:options.${name}`)}
            tooltip={t(`tasks:hints.${name}`)}
            htmlFor={`task-${name}`}
          >
            <InputNumber
              id={`task-${name}`}
              min={min}
              max={max}
              precision={0}
              value={draft[name]}
              placeholder={t(`tasks:defaults.${name}`)}
              onChange={(value) => change({ [name]: name === "quality" ? (value ?? 70) : value })}
            />
          </Form.Item>
        ))}
        <Form.Item label={t("tasks:options.sorting")} htmlFor="task-sorting">
          <Select
            id="task-sorting"
            // Honeypots are mixed in by chance, which needs all frames to be.
            value={draft.validation === "gt_pool" ? "random" : draft.sorting}
            disabled={draft.validation === "gt_pool"}
            options={sortings.map((value) => ({ value, label: t(`tasks:sortings.${value}`) }))}
            onChange={(sorting) => change({ sorting })}
          />
        </Form.Item>
        <PeopleOptions />
        {texts.map(({ name, longest }) => (
          <Form.Item
            key={name}
            label={t(`tasks:options.${name}`)}
            tooltip={t(`tasks:hints.${name}`)}
            htmlFor={`task-${name}`}
          >
            <Input
              id={`task-${name}`}
              maxLength={longest}
              value={draft[name]}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          </Form.Item>
        ))}
      </div>
    </details>
  );
}
