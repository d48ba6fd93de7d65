import { Outlet } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { actions } from "../../actions";
import { ErrorBoundary } from "../../ui/ErrorBoundary";
import { ThemeProvider } from "../../ui/ThemeProvider";
import { Palette } from "./Palette";
import { Sidebar } from "./Sidebar";
import styles from "./shell.module.css";
import { UploadNotice } from "./UploadNotice";

/** The frame around every page but the workspace. */
export function Shell() {
  const { t } = useTranslation();
  useEffect(() => actions.attach(window), []);
  return (
    <ThemeProvider place="pages">
      <a className={styles.skip} href="#page">
        {t("shell:skip")}
      </a>
      <div className={styles.shell}>
        <Sidebar />
        <main id="page" className={styles.page} tabIndex={-1}>
          <ErrorBoundary>
            <Suspense>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <UploadNotice />
      <Palette />
    </ThemeProvider>
  );
}
