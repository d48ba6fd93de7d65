import { useNavigate } from "@tanstack/react-router";
import { App, Dropdown, type MenuProps } from "antd";
import { ChevronDown } from "lucide-react";
import { type ChangeEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../api/errors";
import type { JobStage, JobState } from "../api/types";
import { EditsFileProblem } from "../journal/edits-file";
import { useConsensusJobs } from "./consensus-jobs";
import { useSession, useSource } from "./hooks";
import { changeJob, STAGES, STATES } from "./job-commands";
import { loadEdits } from "./load-edits";
import styles from "./top-bar.module.css";

const LOAD = "load";
const GO_TO = "go-to";

/** The job's number, stage and state, and how to change the two. */
export function JobMenu() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const session = useSession();
  const job = useSource(session.job, () => session.job.current);
  const stage = job.stage ?? "annotation";
  const state = job.state ?? "new";
  const file = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const consensus = useConsensusJobs(job, open);

  const choose: MenuProps["onClick"] = ({ key }) => {
    if (key === LOAD) return file.current?.click();
    const [what, value] = key.split("/") as ["stage" | "state" | typeof GO_TO, string];
    if (what === GO_TO) return void navigate({ to: `/tasks/${job.task_id}/jobs/${value}` });
    const change = what === "stage" ? { stage: value as JobStage } : { state: value as JobState };
    changeJob(session, change).catch((error) => message.error(asApiError(error).detail));
  };
  const load = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const chosen = target.files?.[0];
    target.value = "";
    if (!chosen) return;
    try {
      const count = await loadEdits(session, chosen);
      message.success(t("workspace:editsFile.loaded", { count }));
    } catch (error) {
      if (!(error instanceof EditsFileProblem)) throw error;
      message.error(
        t(`workspace:editsFile.${error.reason}`, { name: chosen.name, ...error.details }),
      );
    }
  };
  const group = (what: "stage" | "state", values: readonly string[]) => ({
    key: what,
    type: "group" as const,
    label: t(`workspace:job.${what}`),
    children: values.map((value) => ({
      key: `${what}/${value}`,
      label: t(`workspace:job.${what}s.${value}`),
    })),
  });
  const goTo = (id: number | undefined, name: string) => ({ key: `${GO_TO}/${id}`, label: name });
  const others = [
    ...(consensus.parent === null
      ? []
      : [goTo(consensus.parent, t("workspace:job.toParent", { id: consensus.parent }))]),
    ...consensus.replicas.map(({ id, assignee }) =>
      goTo(id, t("workspace:job.toReplica", { id, who: assignee?.username ?? "–" })),
    ),
  ];
  return (
    <>
      <input
        ref={file}
        type="file"
        hidden
        accept=".json"
        data-testid="edits-file"
        onChange={(event) => void load(event)}
      />
      <Dropdown
        trigger={["click"]}
        onOpenChange={setOpen}
        menu={{
          items: [
            group("stage", STAGES),
            { type: "divider" },
            group("state", STATES),
            { type: "divider" },
            ...(others.length > 0 ? [...others, { type: "divider" as const }] : []),
            { key: LOAD, label: t("workspace:editsFile.load"), disabled: session.editor.readOnly },
          ],
          selectedKeys: [`stage/${stage}`, `state/${state}`],
          onClick: choose,
        }}
      >
        <button type="button" className={styles.job} title={t("workspace:job.menu")}>
          <span className={styles.jobName}>{t("workspace:job.name", { id: job.id })}</span>
          <span className={styles.jobState}>
            {t(`workspace:job.stages.${stage}`)} · {t(`workspace:job.states.${state}`)}
          </span>
          <ChevronDown size={14} aria-hidden />
        </button>
      </Dropdown>
    </>
  );
}
