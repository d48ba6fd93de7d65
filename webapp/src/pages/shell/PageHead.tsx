import type { ReactNode } from "react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { InPlace } from "../../ui/InPlace";
import styles from "./shell.module.css";

interface PageHeadProps {
  title: string;
  /** Where its name can be changed: gives the thing another one. */
  onRename?: (name: string) => Promise<unknown>;
  /** Where the page is: links to what it is part of. */
  above?: ReactNode;
  /** Beside the title: state, id. */
  beside?: ReactNode;
  /** The one primary action, and what else can be done, on the right. */
  actions?: ReactNode;
}

/** The title line of a page; also names the browser's tab. */
export function PageHead({ title, onRename, above, beside, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = title ? `${title} · Limn` : "Limn";
  }, [title]);
  return (
    <header className={styles.head}>
      <div className={styles.headWords}>
        {above ? <nav className={styles.above}>{above}</nav> : null}
        <div className={styles.titleLine}>
          {onRename ? <Name name={title} onRename={onRename} /> : <h1>{title}</h1>}
          {beside}
        </div>
      </div>
      <div className={styles.actions}>{actions}</div>
    </header>
  );
}

function Name({ name, onRename }: { name: string; onRename: (name: string) => Promise<unknown> }) {
  const { t } = useTranslation();
  return (
    <span className={styles.name}>
      <InPlace
        required
        size="large"
        label={t("tasks:name")}
        maxLength={256}
        value={name}
        onSave={onRename}
      >
        <h1>{name}</h1>
      </InPlace>
    </span>
  );
}
