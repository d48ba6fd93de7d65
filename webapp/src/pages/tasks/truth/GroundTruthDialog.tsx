import { useQueryClient } from "@tanstack/react-query";
import { Form, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../../api/client";
import type { Task } from "../../../api/types";
import { Failure } from "../../../ui/Failure";
import { dialogWidth } from "../../../ui/tokens";
import { useDeed } from "../../../ui/useDeed";
import { PersonSelect } from "../../people/PersonSelect";
import { choiceToWire, type Method, numbersIn, truthByDefault } from "./choice";
import { TruthFields } from "./TruthFields";
import styles from "./truth.module.css";

const methods: readonly Method[] = ["random_uniform", "random_per_job", "manual"];

interface GroundTruthDialogProps {
  task: Task;
  onClose: () => void;
}

type Person = Parameters<typeof PersonSelect>[0]["value"];

/** Makes the job in which the truth about some frames of the task is drawn. */
export function GroundTruthDialog({ task, onClose }: GroundTruthDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [choice, setChoice] = useState(truthByDefault);
  const [person, setPerson] = useState<Person>(null);
  const { busy, error, work } = useDeed();
  const { numbers, wrong } = numbersIn(choice.frames, task.size ?? 0);
  const manual = choice.method === "manual";
  const possible = !manual || (numbers.length > 0 && !wrong.length);
  const make = () =>
    work(async () => {
      await requestJson("/api/jobs", "POST", {
        type: "ground_truth",
        task_id: task.id,
        ...choiceToWire(choice, numbers),
        ...(person && { assignee: person.id }),
      });
      await Promise.all(
        ["jobs", "tasks"].map((kind) => queries.invalidateQueries({ queryKey: [kind] })),
      );
      onClose();
    });
  return (
    <Modal
      open
      width={dialogWidth.form}
      title={t("tasks:truth.title")}
      okText={t("tasks:truth.make")}
      okButtonProps={{ disabled: !possible }}
      confirmLoading={busy}
      cancelText={t("common:cancel")}
      onOk={make}
      onCancel={onClose}
    >
      <Form layout="vertical" onFinish={make}>
        <p className={styles.about}>{t("tasks:truth.about")}</p>
        <TruthFields
          id="truth"
          value={choice}
          onChange={setChoice}
          methods={methods}
          separators={[",", " ", "\n"]}
          framesHint={t("tasks:truth.numbersHint", { last: (task.size ?? 1) - 1 })}
          complaint={wrong.length ? t("tasks:truth.noFrames", { frames: wrong.join(", ") }) : ""}
        />
        <Form.Item label={t("lists:assignee")} htmlFor="truth-assignee">
          <PersonSelect
            id="truth-assignee"
            label={t("lists:assignee")}
            value={person}
            onChange={setPerson}
          />
        </Form.Item>
        {error ? <Failure inline error={error} /> : null}
      </Form>
    </Modal>
  );
}
