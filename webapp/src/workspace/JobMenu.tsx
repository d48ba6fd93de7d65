import { App, Dropdown, type MenuProps } from "antd";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../api/errors";
import type { JobStage, JobState } from "../api/types";
import { useSession, useSource } from "./hooks";
import { changeJob, STAGES, STATES } from "./job-commands";
import styles from "./top-bar.module.css";

/** The job's number, stage and state, and how to change the two. */
export function JobMenu() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const session = useSession();
  const job = useSource(session.job, () => session.job.current);
  const stage = job.stage ?? "annotation";
  const state = job.state ?? "new";

  const choose: MenuProps["onClick"] = ({ key }) => {
    const [what, value] = key.split("/") as ["stage" | "state", string];
    const change = what === "stage" ? { stage: value as JobStage } : { state: value as JobState };
    changeJob(session, change).catch((error) => message.error(asApiError(error).detail));
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
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [group("stage", STAGES), { type: "divider" }, group("state", STATES)],
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
  );
}
