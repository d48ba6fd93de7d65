import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBoundary } from "../ui";
import styles from "./plugins.module.css";

/** Keeps what a plugin draws from taking the page with it, and says whose fault it is. */
export function PluginBoundary({ plugin, children }: { plugin: string; children: ReactNode }) {
  const { t } = useTranslation();
  const fallback = (error: Error, retry: () => void) => (
    <div className={styles.failed} role="alert">
      <p>{t("plugins:drawing", { plugin })}</p>
      <p className={styles.reason}>{error.message}</p>
      <Button size="small" onClick={retry}>
        {t("common:retry")}
      </Button>
    </div>
  );
  return <ErrorBoundary fallback={fallback}>{children}</ErrorBoundary>;
}
