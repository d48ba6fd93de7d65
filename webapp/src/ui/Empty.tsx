import type { ReactNode } from "react";
import styles from "./states.module.css";

interface EmptyProps {
  icon: ReactNode;
  title: string;
  /** The first step, in a sentence. */
  hint?: string;
  action?: ReactNode;
}

/** Says that there is nothing here yet, and how to begin. */
export function Empty({ icon, title, hint, action }: EmptyProps) {
  return (
    <div className={styles.state}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <h2 className={styles.title}>{title}</h2>
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      {action}
    </div>
  );
}
