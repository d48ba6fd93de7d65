import { Form, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { PersonSelect } from "../people/PersonSelect";
import { useTaskDraft, type Validation } from "./task-draft";

const validations: readonly Validation[] = ["none", "gt", "gt_pool"];

/** Who does the work, how often, and how it is checked. */
export function PeopleOptions() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  return (
    <>
      <Form.Item label={t("lists:assignee")} htmlFor="task-assignee">
        <PersonSelect
          id="task-assignee"
          label={t("lists:assignee")}
          value={draft.assignee}
          onChange={(assignee) => change({ assignee })}
        />
      </Form.Item>
      <Form.Item
        label={t("tasks:options.replicas")}
        tooltip={t("tasks:hints.replicas")}
        htmlFor="task-replicas"
      >
        <InputNumber
          id="task-replicas"
          min={2}
          max={11}
          precision={0}
          placeholder={t("tasks:defaults.replicas")}
          value={draft.replicas}
          onChange={(replicas) => change({ replicas })}
        />
      </Form.Item>
      <Form.Item
        label={t("tasks:options.validation")}
        tooltip={t("tasks:hints.validation")}
        htmlFor="task-validation"
      >
        <Select
          id="task-validation"
          value={draft.validation}
          options={validations.map((value) => ({
            value,
            label: t(`tasks:validations.${value}`),
          }))}
          onChange={(validation) => change({ validation })}
        />
      </Form.Item>
      {draft.validation === "none" ? null : <Share name="truthShare" />}
      {draft.validation === "gt_pool" ? <Share name="honeypotShare" /> : null}
    </>
  );
}

/** A share of frames, in per cent. */
function Share({ name }: { name: "truthShare" | "honeypotShare" }) {
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
        min={1}
        max={99}
        precision={0}
        suffix="%"
        value={draft[name]}
        onChange={(value) => value && change({ [name]: value })}
      />
    </Form.Item>
  );
}
