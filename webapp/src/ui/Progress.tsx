import styles from "./Progress.module.css";

interface ProgressProps {
  /** Share done, 0 to 1. Absent: under way, nobody knows how far. */
  share?: number;
  /** What is progressing, for screen readers. */
  label: string;
  /** Text beside the bar; by default the share in percent. `null` shows the bar alone. */
  text?: string | null;
  tone?: "accent" | "green" | "red";
}

/** A thin bar with its number. */
export function Progress({ share, label, text, tone = "accent" }: ProgressProps) {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, share) * 100);
  const shown = text === undefined ? (percent === undefined ? null : `${percent} %`) : text;
  return (
    <span className={styles.progress}>
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className={styles.track}
      >
        <span
          className={`${styles.bar} ${styles[tone]} ${percent === undefined ? styles.unknown : ""}`}
          style={{ width: `${percent ?? 30}%` }}
        />
      </span>
      {shown === null ? null : <span className={styles.text}>{shown}</span>}
    </span>
  );
}
