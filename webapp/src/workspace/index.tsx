import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { actions, editorActions } from "../actions";
import { activity, tellWork } from "../activity";
import { openJobOf } from "../plugins/open-job";
import { openForPlugins } from "../plugins/open-jobs";
import { ErrorBoundary, Failure, useMode } from "../ui";
import { begin } from "./beginning";
import { Canvas } from "./Canvas";
import { Floating } from "./Chrome";
import { ConflictDialog } from "./conflicts/ConflictDialog";
import { ActionsDialog } from "./dialogs/ActionsDialog";
import { LayerDialog } from "./dialogs/LayerDialog";
import { PropagateDialog } from "./dialogs/PropagateDialog";
import { StatisticsDialog } from "./dialogs/StatisticsDialog";
import { forgetBeginning } from "./frame-url";
import { meetGuide } from "./guide-seen";
import { SessionContext, useSession } from "./hooks";
import { KeptEdits } from "./KeptEdits";
import { KeysHelp } from "./KeysHelp";
import { useLayout } from "./layout-state";
import { HandOverDialog } from "./review/HandOver";
import { SidePanel } from "./SidePanel";
import { Skeleton } from "./Skeleton";
import { StatusLine } from "./StatusLine";
import { openSession, type Session } from "./session";
import { SettingsDialog } from "./settings/SettingsDialog";
import { ToolStrip } from "./ToolStrip";
import { TopBar } from "./TopBar";
import { Timeline } from "./timeline/Timeline";
import styles from "./workspace.module.css";
import { workspaceActions } from "./workspace-actions";

interface WorkspaceProps {
  taskId: number;
  jobId: number;
}

/** The place where a job is annotated, on the whole window; the theme comes from around it. */
export default function Workspace({ taskId, jobId }: WorkspaceProps) {
  const [attempt, setAttempt] = useState(0);
  const { t } = useTranslation();
  const { session, problem } = useOpenSession(taskId, jobId, attempt);
  if (problem) {
    return (
      <div className={styles.failure}>
        <Failure
          error={problem}
          onRetry={() => setAttempt(attempt + 1)}
          wayOut={<Link to="/tasks">{t("shell:toTasks")}</Link>}
        />
        <KeptEdits jobId={jobId} />
      </div>
    );
  }
  if (!session) return <Skeleton />;
  return (
    <SessionContext value={session}>
      <Layout taskId={taskId} />
    </SessionContext>
  );
}

interface Opening {
  session: Session | null;
  problem: Error | null;
}

const NOTHING: Opening = { session: null, problem: null };

/** The session of a job while the component lives; a new attempt opens it again. */
function useOpenSession(taskId: number, jobId: number, attempt: number): Opening {
  const mode = useMode("workspace");
  const [opening, setOpening] = useState(NOTHING);
  // biome-ignore lint/correctness/useExhaustiveDependencies: attempt asks for another opening; the mode only begins it
  useEffect(() => {
    let wanted = true;
    let open: Session | null = null;
    setOpening(NOTHING);
    const opened = (session: Session) => {
      open = session;
      if (wanted) setOpening({ session, problem: null });
      else void session.close();
    };
    const failed = (error: unknown) => {
      const problem = error instanceof Error ? error : new Error(String(error));
      if (wanted) setOpening({ session: null, problem });
    };
    // Not at once: a development build mounts everything twice, and a job should be opened once.
    const timer = setTimeout(() => void openSession(taskId, jobId, mode).then(opened, failed));
    return () => {
      wanted = false;
      clearTimeout(timer);
      void open?.close();
    };
  }, [taskId, jobId, attempt]);
  return opening;
}

function Layout({ taskId }: { taskId: number }) {
  const folded = useLayout((state) => state.panelFolded);
  useActions();
  useActivity(taskId);
  usePlugins(taskId);
  useTitle();
  useNewGuide();
  useBeginning();
  return (
    <div className={styles.workspace} data-testid="workspace">
      <TopBar taskId={taskId} />
      <ToolStrip />
      <ErrorBoundary>
        <Canvas />
      </ErrorBoundary>
      {folded ? null : (
        <ErrorBoundary>
          <SidePanel />
        </ErrorBoundary>
      )}
      <Timeline />
      <StatusLine />
      <Floating>
        <KeysHelp />
        <PropagateDialog />
        <LayerDialog />
        <ActionsDialog />
        <StatisticsDialog />
        <SettingsDialog />
        <ConflictDialog />
        <HandOverDialog taskId={taskId} />
      </Floating>
    </div>
  );
}

/** The editor's and the workspace's actions with their keys, while the job is open. */
function useActions(): void {
  const session = useSession();
  useEffect(() => {
    const remove = actions.add(...editorActions(session.editor), ...workspaceActions(session));
    const detach = actions.attach(window);
    return () => {
      detach();
      remove();
    };
  }, [session]);
}

/** Tell the server what is done here; how long people work follows from it. */
function useActivity(taskId: number): void {
  const { editor, journal, job } = useSession();
  useEffect(() => {
    const { id, project_id } = job.current;
    const place = { job_id: id, task_id: taskId, project_id: project_id ?? null };
    return tellWork(activity, { place, editor, journal });
  }, [editor, journal, job, taskId]);
}

/** Let plugins see the job. */
function usePlugins(taskId: number): void {
  const session = useSession();
  useEffect(() => {
    const { editor, player, journal } = session;
    const job = openJobOf({
      editor,
      jobId: session.job.current.id,
      taskId,
      goTo: (frame) => player.goTo(frame),
      save: async () => void (await journal.saveAll()),
    });
    return openForPlugins({ editor, job });
  }, [session, taskId]);
}

/** A guide that was never seen on this device is shown first. */
function useNewGuide(): void {
  const { job } = useSession();
  const id = job.current.guide_id;
  useEffect(() => {
    if (id != null && !meetGuide(id)) useLayout.getState().showTab("guide");
  }, [id]);
}

/** Begin as the link to the job says, once. */
function useBeginning(): void {
  const session = useSession();
  useEffect(() => {
    begin(session);
    forgetBeginning();
  }, [session]);
}

/** Name the job in the browser's tab. */
function useTitle(): void {
  const { t } = useTranslation();
  const { job, taskName } = useSession();
  const id = job.current.id;
  useEffect(() => {
    const before = document.title;
    document.title = `${t("workspace:job.name", { id })} · ${taskName}`;
    return () => {
      document.title = before;
    };
  }, [t, id, taskName]);
}
