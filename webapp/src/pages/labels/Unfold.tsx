import { ChevronDown, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./labels.module.css";

interface UnfoldProps {
  open: boolean;
  /** Whether something in what is folded wants to be looked at. */
  troubled: boolean;
  onUnfold: (open: boolean) => void;
  children: ReactNode;
}

/** Shows and hides what belongs to a row. */
export function Unfold({ open, troubled, onUnfold, children }: UnfoldProps) {
  return (
    <button
      type="button"
      className={styles.unfold}
      aria-expanded={open}
      onClick={() => onUnfold(!open)}
    >
      {open ? <ChevronDown size={15} /> : <ChevronRight size={15} />}
      {children}
      {troubled && !open ? <em className={styles.problemDot} /> : null}
    </button>
  );
}
