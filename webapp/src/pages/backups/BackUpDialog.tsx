import { Link } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import { Check, Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { ApiError } from "../../api/errors";
import { resultUrl, shareDone } from "../../api/requests";
import { Failure } from "../../ui/Failure";
import { Progress } from "../../ui/Progress";
import styles from "./backups.module.css";
import { useWork } from "./useWork";

interface BackUpDialogProps {
  of: { kind: "tasks" | "projects"; id: number };
  onClose: () => void;
}

/** Writes a whole task or project as one archive; then progress and the file. */
export function BackUpDialog({ of: { kind, id }, onClose }: BackUpDialogProps) {
  const { t } = useTranslation();
  const { state, start } = useWork();
  const begin = () => start(() => beginBackup(`/api/${kind}/${id}/backup/export`));
  const url = state.step === "done" ? resultUrl(state.request) : null;
  return (
    <Modal
      open
      width={480}
      title={t(`backups:title.${kind}`, { id })}
      okText={t("backups:start")}
      cancelText={t("common:close")}
      footer={state.step === "idle" ? undefined : null}
      onOk={begin}
      onCancel={onClose}
    >
      <div className={styles.body} aria-live="polite">
        {state.step === "idle" ? <p className={styles.hint}>{t("backups:about")}</p> : null}
        {state.step === "running" ? (
          <>
            <Progress label={t("backups:writing")} share={shareDone(state.request)} />
            <p className={styles.hint}>
              {t("backups:leaveHint")} <Link to="/requests">{t("shell:requests")}</Link>
            </p>
          </>
        ) : null}
        {state.step === "failed" ? <Failure inline error={state.error} onRetry={begin} /> : null}
        {state.step === "done" ? (
          <>
            <p className={styles.done}>
              <Check size={16} aria-hidden /> {t("backups:done")}
            </p>
            {url ? (
              <Button type="primary" icon={<Download size={15} />} href={url} download>
                {t("backups:download")}
              </Button>
            ) : null}
          </>
        ) : null}
      </div>
    </Modal>
  );
}

/** The id of the request; of the one under way when this backup is being written already. */
async function beginBackup(url: string): Promise<string> {
  try {
    return (await requestJson<{ rq_id: string }>(url, "POST")).rq_id;
  } catch (error) {
    const running = error instanceof ApiError && error.status === 409 ? error.body.rq_id : null;
    if (typeof running === "string") return running;
    throw error;
  }
}
