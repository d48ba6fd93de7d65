import { type ReactNode, useEffect } from "react";
import { ThemeProvider } from "../../ui/ThemeProvider";
import { Mark } from "../shell/Mark";
import styles from "./auth.module.css";

interface AuthCardProps {
  title: string;
  children: ReactNode;
  /** Other ways, below. */
  foot?: ReactNode;
}

/** The one card on a page for people who are not signed in. */
export function AuthCard({ title, children, foot }: AuthCardProps) {
  useEffect(() => {
    document.title = `${title} · Limn`;
  }, [title]);
  return (
    <ThemeProvider place="pages">
      <main className={styles.page}>
        <div className={styles.card}>
          <div className={styles.brand}>
            <Mark size={34} />
            <h1>{title}</h1>
          </div>
          {children}
          {foot ? <div className={styles.foot}>{foot}</div> : null}
        </div>
      </main>
    </ThemeProvider>
  );
}
