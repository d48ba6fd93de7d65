import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Dropdown } from "antd";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import type { Job, JobPatch, JobState } from "../../api/types";
import { stages, states } from "./job-words";
import styles from "./jobs.module.css";

/** Where a job stands; a click changes its stage or state. */
export function JobStateSelect({ job }: { job: Job }) {
  const { t } = useTranslation();
  const change = useChange(job);
  const stage = job.stage ?? "annotation";
  const state = job.state ?? "new";
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectable: true,
        selectedKeys: [`stage:${stage}`, `state:${state}`],
        onClick: ({ key }) => {
          const [field, value] = key.split(":") as ["stage" | "state", string];
          change.mutate({ [field]: value } as JobPatch);
        },
        items: [
          {
            type: "group",
            label: t("jobs:stage"),
            children: stages.map((one) => ({
              key: `stage:${one}`,
              label: t(`jobs:stages.${one}`),
            })),
          },
          {
            type: "group",
            label: t("jobs:state"),
            children: states.map((one) => ({ key: `state:${one}`, label: <State state={one} /> })),
          },
        ],
      }}
    >
      <button type="button" className={styles.stateButton} disabled={change.isPending}>
        <State state={state} />
        <span className={styles.stage}>{t(`jobs:stages.${stage}`)}</span>
        <ChevronDown size={14} aria-hidden />
      </button>
    </Dropdown>
  );
}

function State({ state }: { state: JobState }) {
  const { t } = useTranslation();
  return (
    <span className={styles.state} data-state={state}>
      {t(`jobs:states.${state}`)}
    </span>
  );
}

function useChange({ id }: Job) {
  const queries = useQueryClient();
  const { notification } = App.useApp();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (patch: JobPatch) => requestJson(`/api/jobs/${id}`, "PATCH", patch),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["jobs"] }),
        queries.invalidateQueries({ queryKey: ["tasks"] }),
      ]),
    onError: (error) =>
      notification.error({ title: t("jobs:notChanged", { id }), description: error.message }),
  });
}
