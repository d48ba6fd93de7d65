import { useNavigate } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../../api/errors";
import { PersonSelect } from "../../pages/people/PersonSelect";
import { dialogWidth } from "../../ui/tokens";
import { WorkspaceModal } from "../dialogs/WorkspaceModal";
import { useSession, useSource } from "../hooks";
import { handOver, type Outcome, outcomesOf } from "./hand-over";
import styles from "./review.module.css";

/** Ends one's part in the job: what comes of it, and who goes on. */
export function HandOverDialog({ taskId }: { taskId: number }) {
  const { t } = useTranslation();
  return (
    <WorkspaceModal
      name="hand-over"
      title={t("workspace:handOver.title")}
      width={dialogWidth.question}
    >
      {(close) => <Form taskId={taskId} onDone={close} />}
    </WorkspaceModal>
  );
}

function Form({ taskId, onDone }: { taskId: number; onDone: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const session = useSession();
  const job = useSource(session.job, () => session.job.current);
  const all = useSource(session.issues, () => session.issues.all);
  const open = all.filter(({ resolved }) => !resolved).length;
  const [outcomes] = useState(() => outcomesOf(job.stage, open));
  const [outcome, setOutcome] = useState<Outcome | undefined>(outcomes[0]);
  const [person, setPerson] = useState(job.assignee ?? null);
  const [busy, setBusy] = useState(false);

  const finish = async () => {
    if (!outcome) return;
    setBusy(true);
    try {
      const to = outcome.passesOn ? (person?.id ?? null) : undefined;
      if (await handOver(session, outcome, to)) {
        onDone();
        void navigate({ to: `/tasks/${taskId}` });
      } else message.warning(t("workspace:job.notSaved"));
    } catch (error) {
      message.error(asApiError(error).detail);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.handOver}
      onSubmit={(event) => {
        event.preventDefault();
        void finish();
      }}
    >
      <p className={styles.facts}>{t("workspace:handOver.open", { count: open })}</p>
      <fieldset className={styles.outcomes} aria-label={t("workspace:handOver.title")}>
        {outcomes.map((one) => (
          <label key={one.name} className={styles.outcome}>
            <input
              type="radio"
              name="outcome"
              checked={one === outcome}
              onChange={() => setOutcome(one)}
            />
            <span>{t(`workspace:handOver.${one.name}.name`)}</span>
            <span className={styles.facts}>{t(`workspace:handOver.${one.name}.meaning`)}</span>
          </label>
        ))}
      </fieldset>
      {outcome?.passesOn ? (
        <div className={styles.person}>
          <span>{t("workspace:handOver.to")}</span>
          <PersonSelect
            label={t("workspace:handOver.to")}
            value={person}
            onChange={(chosen) => setPerson(chosen as typeof person)}
          />
        </div>
      ) : null}
      <div className={styles.choices}>
        <Button onClick={onDone}>{t("common:cancel")}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t("workspace:handOver.apply")}
        </Button>
      </div>
    </form>
  );
}
