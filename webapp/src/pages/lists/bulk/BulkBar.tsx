import { Button } from "antd";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../../ui/Failure";
import { IconButton } from "../../../ui/IconButton";
import { Progress } from "../../../ui/Progress";
import { useDeed } from "../../../ui/useDeed";
import type { Listed, Selection } from "../selection";
import styles from "./bulk.module.css";
import type { Bulk } from "./useBulk";

interface BulkBarProps<T extends Listed> {
  selection: Selection<T>;
  bulk: Bulk;
  /** How many match the list's filters, on all pages. */
  count: number;
  /** Fetches all of them. */
  everything: () => Promise<readonly T[]>;
  /** Buttons for what can be done with them. */
  children: ReactNode;
}

/** Floats over a list while rows of it are taken: how many, and what can be done with them. */
export function BulkBar<T extends Listed>(props: BulkBarProps<T>) {
  const { selection, bulk, count, everything, children } = props;
  const { t } = useTranslation();
  const taken = selection.items.length;
  return (
    <section className={styles.bar} aria-label={t("lists:bulk.label")}>
      <span className={styles.taken} aria-live="polite">
        {t("lists:bulk.taken", { count: taken })}
      </span>
      {bulk.running ? (
        <Progress
          label={t("lists:bulk.working")}
          share={bulk.running.finished / bulk.running.total}
          text={`${bulk.running.finished} / ${bulk.running.total}`}
        />
      ) : (
        <>
          {selection.page === "all" && taken < count ? (
            <TakeAll count={count} everything={everything} onTake={selection.take} />
          ) : null}
          {children}
        </>
      )}
      <IconButton
        icon={<X size={16} />}
        label={t("lists:bulk.clear")}
        placement="top"
        onClick={selection.clear}
      />
    </section>
  );
}

interface TakeAllProps<T> {
  count: number;
  everything: () => Promise<readonly T[]>;
  onTake: (items: readonly T[]) => void;
}

function TakeAll<T>({ count, everything, onTake }: TakeAllProps<T>) {
  const { t } = useTranslation();
  const { busy, error, work } = useDeed();
  const take = () => work(async () => onTake(await everything()));
  if (error) return <Failure inline error={error} onRetry={take} />;
  return (
    <Button type="link" size="small" loading={busy} onClick={take}>
      {t("lists:bulk.takeAll", { count })}
    </Button>
  );
}
