import styles from "./LabelChip.module.css";

/** A label's name with its colour. */
export function LabelChip({ name, color }: { name: string; color?: string | undefined }) {
  return (
    <span className={styles.chip}>
      <span className={styles.dot} style={{ background: color || "var(--faint)" }} />
      {name}
    </span>
  );
}
