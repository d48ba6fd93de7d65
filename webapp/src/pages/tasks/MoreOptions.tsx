import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CheckOptions } from "./CheckOptions";
import { FrameOptions } from "./FrameOptions";
import { JobOptions } from "./JobOptions";
import { PlaceOptions } from "./PlaceOptions";
import styles from "./tasks.module.css";

/** How the frames are picked, ordered, split into jobs and checked; the defaults suit most tasks. */
export function MoreOptions() {
  const { t } = useTranslation();
  return (
    <details className={styles.more}>
      <summary>{t("tasks:more")}</summary>
      <Options title={t("tasks:parts.frames")}>
        <FrameOptions />
      </Options>
      <Options title={t("tasks:parts.jobs")}>
        <JobOptions />
      </Options>
      <Options title={t("tasks:parts.check")}>
        <CheckOptions />
      </Options>
      <Options title={t("tasks:parts.places")}>
        <PlaceOptions />
      </Options>
    </details>
  );
}

function Options({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2 className={styles.partTitle}>{title}</h2>
      <div className={styles.options}>{children}</div>
    </section>
  );
}
