import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { CircleAlert, Compass, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/errors";
import { asSentence } from "./format";
import styles from "./states.module.css";

interface FailureProps {
  error: Error;
  onRetry?: () => void;
  /** A link to somewhere else, where nothing else leads there. */
  wayOut?: ReactNode;
  /** One line inside other content, rather than a page of its own. */
  inline?: boolean;
}

/** What went wrong, where it went wrong, with a way to try again. */
export function Failure({ error, onRetry, wayOut, inline = false }: FailureProps) {
  const { t } = useTranslation();
  const closed = !inline && error instanceof ApiError ? closedDoors[error.status] : undefined;
  if (closed) return <ClosedDoor {...closed} error={error} />;
  return (
    <div role="alert" className={inline ? styles.inlineFailure : styles.state}>
      <CircleAlert size={inline ? 16 : 24} className={styles.red} aria-hidden />
      <p className={styles.sentence}>{asSentence(error.message) || t("common:unknownError")}</p>
      {onRetry ? (
        <Button size={inline ? "small" : "middle"} onClick={onRetry}>
          {t("common:retry")}
        </Button>
      ) : null}
      {wayOut}
    </div>
  );
}

/** Answers that asking again does not change; what is needed then is a way out. */
const closedDoors: Record<number, { icon: typeof Lock; words: string }> = {
  403: { icon: Lock, words: "common:forbidden" },
  404: { icon: Compass, words: "common:missing" },
};

function ClosedDoor({ icon: Icon, words, error }: (typeof closedDoors)[number] & { error: Error }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={styles.state}>
      <span className={styles.icon} aria-hidden>
        <Icon size={22} strokeWidth={1.5} />
      </span>
      <h1 className={styles.title}>{t(`${words}.title`)}</h1>
      <p className={styles.hint}>
        {asSentence(error.message)} {t(`${words}.hint`)}
      </p>
      <Link to="/tasks">{t("shell:toTasks")}</Link>
    </div>
  );
}
