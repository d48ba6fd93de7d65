import { useQuery } from "@tanstack/react-query";
import { Check, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fidelityQuery } from "../../api/queries";
import { Failure } from "../../ui/Failure";
import type { ExportOf } from "./export-of";
import styles from "./exports.module.css";

interface LossesProps {
  of: ExportOf;
  format: string;
}

/** What the format will change or leave out, told before anything is written. */
export function Losses({ of, format }: LossesProps) {
  const { t } = useTranslation();
  const { data, error } = useQuery(fidelityQuery(of, format));
  return (
    <section className={styles.losses} aria-label={t("exports:losses")} aria-live="polite">
      {error ? <Failure inline error={error} /> : null}
      {data || error ? null : <p className={styles.hint}>{t("exports:looking")}</p>}
      {data?.complete && data.changes.length === 0 ? (
        <p className={styles.kept}>
          <Check size={16} aria-hidden /> {t("exports:kept")}
        </p>
      ) : null}
      {data?.changes.length ? (
        <ul>
          {data.changes.map((change) => (
            <li key={change}>
              <TriangleAlert size={14} aria-hidden /> {change}
            </li>
          ))}
        </ul>
      ) : null}
      {data && !data.complete ? <p className={styles.hint}>{t("exports:notAll")}</p> : null}
    </section>
  );
}
