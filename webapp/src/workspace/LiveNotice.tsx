import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession, useSource } from "./hooks";
import styles from "./live-notice.module.css";

const SHOWN_MS = 6000;

/** Says for some seconds that somebody else changed the job. */
export function LiveNotice() {
  const { t } = useTranslation();
  const { others } = useSession();
  const last = useSource(others, () => others.last);
  const [seen, setSeen] = useState(last);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(last), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [last]);
  const text =
    last === null || last === seen
      ? ""
      : last.name === null
        ? t("workspace:updatedByOthers")
        : t("workspace:updatedBy", { name: last.name });
  return (
    <span role="status" className={styles.notice} data-testid="live-notice">
      {text}
    </span>
  );
}
