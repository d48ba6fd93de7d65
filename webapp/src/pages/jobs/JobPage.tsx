import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { needTexts } from "../../i18n";
import { ErrorBoundary } from "../../ui/ErrorBoundary";
import { ThemeProvider } from "../../ui/ThemeProvider";
import { SignInAgain } from "../auth/SignInAgain";
import { Palette } from "../shell/Palette";
import { NotFound } from "../shell/RouteStates";

const Workspace = lazy(async () => {
  const [workspace] = await Promise.all([import("../../workspace/index"), needTexts("workspace")]);
  return workspace;
});

/** A job, open for work. */
export function JobPage() {
  const { t } = useTranslation();
  const { taskId, jobId } = useParams({ from: "/signed-in/tasks/$taskId/jobs/$jobId" });
  const [task, job] = [Number(taskId), Number(jobId)];
  if (!Number.isInteger(task) || !Number.isInteger(job)) return <NotFound />;
  return (
    <ThemeProvider place="workspace">
      <ErrorBoundary>
        <Suspense fallback={<output aria-busy="true" aria-label={t("common:loading")} />}>
          <Workspace key={job} taskId={task} jobId={job} />
        </Suspense>
      </ErrorBoundary>
      <SignInAgain />
      <Palette />
    </ThemeProvider>
  );
}
