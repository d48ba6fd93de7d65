import { Form, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { useTaskDraft } from "./task-draft";

export interface NumberOptionProps {
  name:
    | "segmentSize"
    | "overlap"
    | "chunkSize"
    | "startFrame"
    | "stopFrame"
    | "step"
    | "replicas"
    | "quality";
  min: number;
  max?: number;
}

/** A whole number about a new task; empty, the server chooses. */
export function NumberOption({ name, min, max }: NumberOptionProps) {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  return (
    <Form.Item
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
  );
}
