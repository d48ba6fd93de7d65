import { Button, Dropdown } from "antd";
import { ChevronDown, UserRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Job, JobPatch } from "../../api/types";
import { AssignDialog } from "../lists/bulk/AssignDialog";
import { BulkBar } from "../lists/bulk/BulkBar";
import { ManyActions } from "../lists/bulk/ManyActions";
import { changeMany, useBulk } from "../lists/bulk/useBulk";
import type { Selection } from "../lists/selection";
import { stages, states } from "./job-words";

interface JobBulkProps {
  selection: Selection<Job>;
  count: number;
  everything: () => Promise<readonly Job[]>;
}

/** What can be done with many jobs at once. */
export function JobBulk(props: JobBulkProps) {
  const { t } = useTranslation();
  const [assigning, setAssigning] = useState(false);
  const bulk = useBulk(["jobs", "tasks"]);
  const { items } = props.selection;
  const change = (update: JobPatch, before: (job: Job) => JobPatch) =>
    void changeMany(bulk, "/api/jobs/bulk", items, update, before);
  return (
    <>
      <BulkBar {...props} bulk={bulk}>
        <Button icon={<UserRound size={15} />} onClick={() => setAssigning(true)}>
          {t("lists:bulk.assign")}
        </Button>
        <Choice
          label={t("jobs:stage")}
          values={stages}
          words="jobs:stages"
          onChoose={(stage) => change({ stage }, (job) => ({ stage: job.stage ?? "annotation" }))}
        />
        <Choice
          label={t("jobs:state")}
          values={states}
          words="jobs:states"
          onChoose={(state) => change({ state }, (job) => ({ state: job.state ?? "new" }))}
        />
        <ManyActions of={{ kind: "jobs", items: items.map(named) }} bulk={bulk} />
      </BulkBar>
      {assigning ? (
        <AssignDialog
          count={items.length}
          onAssign={(assignee) =>
            change({ assignee }, (job) => ({ assignee: job.assignee?.id ?? null }))
          }
          onClose={() => setAssigning(false)}
        />
      ) : null}
    </>
  );
}

/** A job has the name of its task. */
function named({ id, task_name, dimension }: Job) {
  return { id, name: task_name ?? "", dimension };
}

interface ChoiceProps<Value extends string> {
  label: string;
  values: readonly Value[];
  words: string;
  onChoose: (value: Value) => void;
}

function Choice<Value extends string>({ label, values, words, onChoose }: ChoiceProps<Value>) {
  const { t } = useTranslation();
  return (
    <Dropdown
      trigger={["click"]}
      placement="top"
      menu={{
        items: values.map((value) => ({ key: value, label: t(`${words}.${value}`) })),
        onClick: ({ key }) => onChoose(key as Value),
      }}
    >
      <Button>
        {label} <ChevronDown size={14} aria-hidden />
      </Button>
    </Dropdown>
  );
}
