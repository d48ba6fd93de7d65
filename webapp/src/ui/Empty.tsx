import type { ReactNode } from "react";
import styles from "./states.module.css";

interface EmptyProps {
  icon: ReactNode;
  title: string;
  /** The first step, in a sentence. */
  hint?: string;
  action?: ReactNode;
  /** `h1` where this is all there is on the page. */
  heading?: "h1" | "h2";
}

/** Says that there is nothing here yet, and how to begin. */
export function Empty({ icon, title, hint, action, heading: Heading = "h2" }: EmptyProps) {
  return (
    <div className={styles.state}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Heading className={styles.title}>{title}</Heading>
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      {action}
    </div>
  );
}
