import { createContext, type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";
import { Bone } from "../../ui/Bone";
import { Preview } from "../../ui/Preview";
import styles from "./lists.module.css";

/** Which of how many rows one is, for screen readers, where not all of them are there. */
export interface Place {
  "aria-posinset": number;
  "aria-setsize": number;
}

export const PlaceContext = createContext<Place | null>(null);

interface RowProps {
  /** Takes the row, where a list lets rows be taken. */
  select?: ReactNode;
  preview: ReactNode;
  /** A link: the whole row leads where it leads. */
  title: ReactNode;
  facts: ReactNode;
  progress?: ReactNode;
  side?: ReactNode;
  menu?: ReactNode;
}

/** One thing of a list: preview, two lines of facts, progress, and what can be done with it. */
export function Row({ select, preview, title, facts, progress, side, menu }: RowProps) {
  const place = useContext(PlaceContext);
  return (
    <li {...place} className={select ? `${styles.row} ${styles.selectable}` : styles.row}>
      {select}
      {preview}
      <div className={styles.words}>
        <div className={styles.title}>{title}</div>
        <div className={styles.facts}>{facts}</div>
      </div>
      <div className={styles.progress}>{progress}</div>
      <div className={styles.side}>{side}</div>
      <div className={styles.menu}>{menu}</div>
    </li>
  );
}

/** Facts on one line, apart from each other; leaves out what is not there. */
export function Facts({ of }: { of: readonly (ReactNode | null | undefined | false)[] }) {
  return of
    .map((fact, place) => ({ fact, place }))
    .filter(({ fact }) => fact)
    .map(({ fact, place }) => (
      <span key={place} className={styles.fact}>
        {fact}
      </span>
    ));
}

export const rowPreview = { width: 84, height: 48 };

/** Rows to come, in their final size. */
export function RowsSkeleton({ rows = 8 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.rows} aria-busy="true" aria-label={t("common:loading")}>
      {Array.from({ length: rows }, (_, place) => place).map((place) => (
        <li key={place} className={styles.row}>
          <Preview awaited {...rowPreview} />
          <div className={`${styles.words} ${styles.toCome}`}>
            <Bone width={`${38 - ((place * 7) % 17)}%`} />
            <Bone width={`${26 + ((place * 5) % 13)}%`} />
          </div>
        </li>
      ))}
    </ul>
  );
}
