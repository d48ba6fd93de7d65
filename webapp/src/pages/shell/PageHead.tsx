import type { ReactNode } from "react";
import { useEffect } from "react";
import styles from "./shell.module.css";

interface PageHeadProps {
  title: string;
  /** Where the page is: links to what it is part of. */
  above?: ReactNode;
  /** Beside the title: state, id. */
  beside?: ReactNode;
  /** The one primary action, and what else can be done, on the right. */
  actions?: ReactNode;
}

/** The title line of a page; also names the browser's tab. */
export function PageHead({ title, above, beside, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = title ? `${title} · Limn` : "Limn";
  }, [title]);
  return (
    <header className={styles.head}>
      <div className={styles.headWords}>
        {above ? <nav className={styles.above}>{above}</nav> : null}
        <div className={styles.titleLine}>
          <h1>{title}</h1>
          {beside}
        </div>
      </div>
      <div className={styles.actions}>{actions}</div>
    </header>
  );
}
