import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Check, Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { shareDone } from "../../api/requests";
import { Failure } from "../../ui/Failure";
import { Progress } from "../../ui/Progress";
import styles from "./exports.module.css";
import type { Export } from "./useExport";

/** How far an export is, its file once there is one, or why there is none. */
export function ExportProgress({ work }: { work: Export }) {
  const { t } = useTranslation();
  const { state, start, cancel, reset } = work;
  if (state.step === "idle") return null;
  const { format } = state.wanted;
  return (
    <div className={styles.progress} aria-live="polite">
      <p className={styles.format}>{format}</p>
      {state.step === "running" ? (
        <>
          <Progress label={t("exports:writing")} share={shareDone(state.request)} />
          <p className={styles.hint}>
            {state.request?.message || t("exports:leaveHint")}{" "}
            <Link to="/requests">{t("shell:requests")}</Link>
          </p>
          <div className={styles.actions}>
            <Button onClick={cancel}>{t("exports:stop")}</Button>
          </div>
        </>
      ) : null}
      {state.step === "done" ? (
        <>
          <p className={styles.done}>
            <Check size={16} aria-hidden /> {t(state.url ? "exports:done" : "exports:stored")}
          </p>
          <div className={styles.actions}>
            <Button onClick={reset}>{t("exports:another")}</Button>
            {state.url ? (
              <Button type="primary" icon={<Download size={15} />} href={state.url} download>
                {t("exports:download")}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
      {state.step === "failed" ? (
        <>
          <Failure inline error={state.error} onRetry={() => start(state.wanted)} />
          <div className={styles.actions}>
            <Button onClick={reset}>{t("exports:back")}</Button>
          </div>
        </>
      ) : null}
    </div>
  );
}
