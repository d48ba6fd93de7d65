import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../ui/Failure";
import { formatBytes } from "../../ui/format";
import { Progress } from "../../ui/Progress";
import { type Creation, shareSent, useCreation } from "./creation";
import { FileList } from "./FileList";
import styles from "./tasks.module.css";

/** How far a new task is; what went wrong, if so, and how to go on. */
export function CreationProgress({ creation }: { creation: Creation }) {
  const { retry, cancel, waiting } = useCreation();
  const { t } = useTranslation();
  const [cancelling, setCancelling] = useState(false);
  const [refusal, setRefusal] = useState<Error | null>(null);
  useArrival(creation);
  const leave = () => {
    setCancelling(true);
    cancel()
      .catch(setRefusal)
      .finally(() => setCancelling(false));
  };
  return (
    <section className={styles.creation} aria-live="polite">
      {waiting.length ? (
        <p className={styles.hint}>{t("tasks:waiting", { count: waiting.length })}</p>
      ) : null}
      <Steps creation={creation} />
      {creation.error ? <Failure inline error={creation.error} onRetry={retry} /> : null}
      {refusal ? <Failure inline error={refusal} /> : null}
      <FileList files={creation.files} />
      <div className={styles.formActions}>
        <p className={styles.hint}>{t("tasks:leaveHint")}</p>
        <Button onClick={leave} loading={cancelling}>
          {t(creation.error ? "tasks:backToForm" : "common:cancel")}
        </Button>
      </div>
    </section>
  );
}

function Steps({ creation }: { creation: Creation }) {
  const { t, i18n } = useTranslation();
  const sent = creation.files.reduce((sum, one) => sum + one.sent, 0);
  const total = creation.files.reduce((sum, { file }) => sum + file.size, 0);
  const share = shareSent(creation);
  const reading = creation.stage === "reading" || creation.stage === "done";
  const tone = creation.stage === "failed" ? "red" : "accent";
  return (
    <dl className={styles.steps}>
      {total ? (
        <>
          <dt>{t("tasks:sending")}</dt>
          <dd>
            <Progress
              label={t("tasks:sending")}
              share={share}
              tone={share === 1 ? "green" : tone}
              text={`${formatBytes(sent, i18n.language)} / ${formatBytes(total, i18n.language)}`}
            />
          </dd>
        </>
      ) : null}
      <dt>{t("tasks:reading")}</dt>
      <dd>
        <Progress
          label={t("tasks:reading")}
          share={creation.read}
          tone={creation.stage === "failed" ? "red" : "accent"}
        />
        <small>{reading ? creation.message : ""}</small>
      </dd>
    </dl>
  );
}

/** Goes to the task once it is there; one that was there before makes room for the next. */
function useArrival({ stage, taskId }: Creation) {
  const navigate = useNavigate();
  const forget = useCreation((state) => state.forget);
  const [atFirst] = useState(stage);
  useEffect(() => {
    if (stage !== "done" || taskId === null) return;
    if (atFirst === "done") return forget();
    void navigate({ to: "/tasks/$taskId", params: { taskId }, replace: true }).then(forget);
  }, [stage, taskId, atFirst, navigate, forget]);
}
