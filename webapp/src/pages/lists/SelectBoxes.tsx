import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import styles from "./lists.module.css";
import type { Listed, Selection } from "./selection";

interface SelectBoxProps<T extends Listed> {
  item: T;
  /** Whose row it is, for screen readers. */
  name: string;
  selection: Selection<T>;
}

/** Takes a row of a list; with Shift all rows since the last one. */
export function SelectBox<T extends Listed>({ item, name, selection }: SelectBoxProps<T>) {
  const { t } = useTranslation();
  const shift = useRef(false);
  return (
    <input
      type="checkbox"
      className={styles.check}
      aria-label={t("lists:select", { name })}
      checked={selection.has(item)}
      onClick={(event) => {
        shift.current = event.shiftKey;
      }}
      onChange={() => selection.toggle(item, shift.current)}
    />
  );
}

/** Takes all rows of the page. */
export function SelectPage<T extends Listed>({ selection }: { selection: Selection<T> }) {
  const { t } = useTranslation();
  const box = useRef<HTMLInputElement>(null);
  const some = selection.page === "some";
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  if (!selection.rows) return null;
  return (
    <input
      ref={box}
      type="checkbox"
      className={styles.checkAll}
      aria-label={t("lists:selectPage")}
      title={t("lists:selectPage")}
      checked={selection.page === "all"}
      onChange={selection.togglePage}
    />
  );
}
