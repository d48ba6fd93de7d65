import { Button } from "antd";
import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./states.module.css";

interface FailureProps {
  error: Error;
  onRetry?: () => void;
  /** One line inside other content, rather than a page of its own. */
  inline?: boolean;
}

/** What went wrong, where it went wrong, with a way to try again. */
export function Failure({ error, onRetry, inline = false }: FailureProps) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={inline ? styles.inlineFailure : styles.state}>
      <CircleAlert size={inline ? 16 : 24} className={styles.red} aria-hidden />
      <p className={styles.sentence}>{error.message || t("common:unknownError")}</p>
      {onRetry ? (
        <Button size={inline ? "small" : "middle"} onClick={onRetry}>
          {t("common:retry")}
        </Button>
      ) : null}
    </div>
  );
}
