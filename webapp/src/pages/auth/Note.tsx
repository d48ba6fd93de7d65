import { CircleAlert, CircleCheck } from "lucide-react";
import styles from "./auth.module.css";

/** What came of the step before, above the form for the next one. */
export function Note({ tone, children }: { tone: "good" | "bad"; children: string }) {
  const Icon = tone === "good" ? CircleCheck : CircleAlert;
  return (
    <p role="status" className={styles.note} data-tone={tone}>
      <Icon size={16} aria-hidden />
      {children}
    </p>
  );
}
