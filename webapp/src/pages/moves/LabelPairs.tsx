import { Select } from "antd";
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../ui/Failure";
import { LabelChip } from "../../ui/LabelChip";
import styles from "./moves.module.css";
import type { Pair } from "./pairing";

interface LabelPairsProps {
  /** Absent while they are fetched. */
  pairs: readonly Pair[] | undefined;
  error: Error | null;
  onChoose: (label: string, becomes: string) => void;
}

/** What each label of a task becomes in its new project. */
export function LabelPairs({ pairs, error, onChoose }: LabelPairsProps) {
  const { t } = useTranslation();
  if (error) return <Failure inline error={error} />;
  if (!pairs) return <p className={styles.hint}>{t("common:loading")}</p>;
  if (!pairs.length) return null;
  return (
    <section aria-label={t("moves:labels")}>
      <p className={styles.hint}>{t("moves:labelsHint")}</p>
      <ul className={styles.pairs}>
        {pairs.map(({ label, fits, becomes }) => (
          <li key={label.id}>
            <LabelChip color={label.color ?? ""} name={label.name} />
            <ArrowRight size={15} aria-hidden />
            <Select
              aria-label={t("moves:labelFor", { name: label.name })}
              showSearch
              status={becomes === null ? "warning" : ""}
              disabled={!fits.length}
              placeholder={t(fits.length ? "moves:choose" : "moves:noneFits")}
              value={becomes}
              options={fits.map(({ name }) => ({ value: name, label: name }))}
              onChange={(next: string) => onChoose(label.name, next)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
