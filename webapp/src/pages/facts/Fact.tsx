import type { ReactNode } from "react";
import styles from "./facts.module.css";

/** A term and its value; nothing where there is no value. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What is known about something, as terms with values: a column, or a row where there is room. */
export function FactList({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return <dl className={wide ? styles.wide : styles.column}>{children}</dl>;
}
