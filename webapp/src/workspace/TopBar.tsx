import { useNavigate } from "@tanstack/react-router";
import { App, Button, Space, Tooltip } from "antd";
import { ChevronDown, ChevronLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { actions } from "../actions";
import { asApiError } from "../api/errors";
import { Keys } from "../ui";
import { ActionButton } from "./ActionButton";
import { Chrome } from "./Chrome";
import { ExportButton } from "./ExportButton";
import { FrameNavigator } from "./FrameNavigator";
import { useKeysOf, useSession } from "./hooks";
import { JobMenu } from "./JobMenu";
import { finishJob } from "./job-commands";
import { ModeSwitch } from "./modes/ModeSwitch";
import { useWorkMode } from "./modes/mode";
import { SaveState } from "./SaveState";
import { ViewMenu } from "./settings/ViewMenu";
import styles from "./top-bar.module.css";

/** Where one is, whether the work is safe, which frame is shown, and the way out. */
export function TopBar({ taskId }: { taskId: number }) {
  return (
    <Chrome as="header" className={styles.bar}>
      <div className={styles.left}>
        <BackToTask taskId={taskId} />
        <span className={styles.divider} />
        <JobMenu />
        <ModeSwitch />
        <SaveState />
      </div>
      <FrameNavigator />
      <div className={styles.right}>
        <ActionButton id="editor.undo" />
        <ActionButton id="editor.redo" />
        <span className={styles.divider} />
        <ViewMenu />
        <ActionButton id="workspace.actions" />
        <ActionButton id="workspace.statistics" />
        <ExportButton />
        <ActionButton id="workspace.settings" />
        <ActionButton id="workspace.theme" />
        <ActionButton id="workspace.help" />
        <ActionButton id="workspace.toggle-panel" />
        <FinishButton taskId={taskId} />
      </div>
    </Chrome>
  );
}

function BackToTask({ taskId }: { taskId: number }) {
  const { t } = useTranslation();
  const { taskName } = useSession();
  const navigate = useNavigate();
  return (
    <button
      type="button"
      className={styles.back}
      aria-label={t("workspace:backTo", { name: taskName })}
      title={t("workspace:backTo", { name: taskName })}
      onClick={() => void navigate({ to: `/tasks/${taskId}` })}
    >
      <ChevronLeft size={16} aria-hidden />
      <span className={styles.taskName}>{taskName}</span>
    </button>
  );
}

function FinishButton({ taskId }: { taskId: number }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const session = useSession();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const finish = async () => {
    setBusy(true);
    try {
      if (await finishJob(session)) void navigate({ to: `/tasks/${taskId}` });
      else message.warning(t("workspace:job.notSaved"));
    } catch (error) {
      message.error(asApiError(error).detail);
    } finally {
      setBusy(false);
    }
  };
  const reviews = useWorkMode(({ mode }) => mode === "review");
  const ask = () => void actions.run("workspace.hand-over");
  return (
    <Space.Compact>
      <Button
        type="primary"
        size="small"
        loading={busy}
        onClick={() => (reviews ? ask() : void finish())}
      >
        {t(reviews ? "workspace:job.finishReview" : "workspace:job.finish")}
      </Button>
      <Tooltip title={<OtherWays />} placement="bottomRight">
        <Button
          type="primary"
          size="small"
          aria-label={t("workspace:handOver.others")}
          icon={<ChevronDown size={14} aria-hidden />}
          onClick={ask}
        />
      </Tooltip>
    </Space.Compact>
  );
}

function OtherWays() {
  const { t } = useTranslation();
  return (
    <>
      {t("workspace:actions.hand-over")} <Keys keys={useKeysOf("workspace.hand-over")} />
    </>
  );
}
