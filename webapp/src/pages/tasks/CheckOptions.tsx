import { Form, Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "./file-kinds";
import { useTaskDraft, type Validation } from "./task-draft";
import type { Method } from "./truth/choice";
import { AmountField, TruthFields } from "./truth/TruthFields";

const validations: readonly Validation[] = ["none", "gt", "gt_pool"];
const methods: readonly Method[] = ["random_uniform", "random_per_job", "manual"];

/** Whether frames with known truth show how good the work is, and which frames. */
export function CheckOptions() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  const { validation, truth, files } = draft;
  const pool = validation === "gt_pool";
  const names = useMemo(
    () => files.map(({ name }) => name).filter((name) => kindOf(name) === "picture"),
    [files],
  );
  const choose = (validation: Validation) => {
    const uniform = validation === "gt_pool" && truth.method === "random_per_job";
    change({ validation, ...(uniform && { truth: { ...truth, method: "random_uniform" } }) });
  };
  return (
    <>
      <Form.Item
        label={t("tasks:options.validation")}
        tooltip={t("tasks:hints.validation")}
        htmlFor="task-validation"
      >
        <Select
          id="task-validation"
          value={validation}
          options={validations.map((value) => ({
            value,
            label: t(`tasks:validations.${value}`),
          }))}
          onChange={choose}
        />
      </Form.Item>
      {validation === "none" ? null : (
        <TruthFields
          id="task-truth"
          value={truth}
          onChange={(truth) => change({ truth })}
          methods={pool ? methods.filter((one) => one !== "random_per_job") : methods}
          names={names}
          separators={["\n"]}
          framesHint={t("tasks:truth.namesHint")}
        />
      )}
      {pool ? (
        <AmountField
          id="task-honeypots"
          label={t("tasks:options.honeypots")}
          tooltip={t("tasks:hints.honeypots")}
          value={draft.honeypots}
          onChange={(honeypots) => change({ honeypots })}
        />
      ) : null}
    </>
  );
}
