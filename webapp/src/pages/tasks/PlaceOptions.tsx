import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { TargetSelect } from "../exports/TargetSelect";
import { useTaskDraft } from "./task-draft";

const texts: readonly { name: "subset" | "bugTracker"; longest: number }[] = [
  { name: "subset", longest: 64 },
  { name: "bugTracker", longest: 2000 },
];

/** What the task belongs to: its subset, its tracker, and where its files come from and go. */
export function PlaceOptions() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  return (
    <>
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
      <Form.Item label={t("common:importsFrom")} htmlFor="task-source-storage">
        <TargetSelect
          id="task-source-storage"
          value={draft.sourceStorage}
          onChange={(sourceStorage) => change({ sourceStorage })}
        />
      </Form.Item>
      <Form.Item label={t("common:exportsTo")} htmlFor="task-target-storage">
        <TargetSelect
          id="task-target-storage"
          value={draft.targetStorage}
          onChange={(targetStorage) => change({ targetStorage })}
        />
      </Form.Item>
    </>
  );
}
