import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { shareDone } from "../../api/requests";
import { Failure } from "../../ui/Failure";
import { Progress } from "../../ui/Progress";
import type { Work } from "./useWork";
import styles from "./work.module.css";

interface WorkProgressProps {
  work: Work;
  /** What goes where, as a heading. */
  title?: string;
  words: {
    /** While a file is on its way. */
    sending?: string;
    /** While the server works. */
    running: string;
    done: string;
  };
  /** Beside the end: what can be done with the result. */
  children?: ReactNode;
}

/** How far background work is, how to stop it, what came of it, or why nothing did. */
export function WorkProgress({ work, title, words, children }: WorkProgressProps) {
  const { t } = useTranslation();
  const { state, again, cancel, reset } = work;
  if (state.step === "idle") return null;
  return (
    <div className={styles.progress} aria-live="polite">
      {title ? <p className={styles.title}>{title}</p> : null}
      {state.step === "sending" ? (
        <>
          <Progress label={words.sending ?? words.running} share={state.share} />
          <p className={styles.hint}>{words.sending}</p>
        </>
      ) : null}
      {state.step === "running" ? (
        <>
          <Progress label={words.running} share={shareDone(state.request)} />
          <p className={styles.hint}>
            {state.request?.message || t("common:leaveHint")}{" "}
            <Link to="/requests">{t("shell:requests")}</Link>
          </p>
        </>
      ) : null}
      {state.step === "failed" ? <Failure inline error={state.error} onRetry={again} /> : null}
      {state.step === "done" ? (
        <>
          <p className={styles.done}>
            <Check size={16} aria-hidden /> {words.done}
          </p>
          <Warnings text={state.request.message ?? ""} />
        </>
      ) : null}
      <div className={styles.actions}>
        {state.step === "sending" || state.step === "running" ? (
          <Button onClick={cancel}>{t("common:stop")}</Button>
        ) : (
          <Button onClick={reset}>
            {t(state.step === "done" ? "common:again" : "common:back")}
          </Button>
        )}
        {state.step === "done" ? children : null}
      </div>
    </div>
  );
}

/** What the server could not do as asked, a line each. */
function Warnings({ text }: { text: string }) {
  const { t } = useTranslation();
  const lines = text.split("\n").filter(Boolean);
  if (!lines.length) return null;
  return (
    <div className={styles.hint}>
      {t("common:warned")}
      <ul className={styles.warnings}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
