import { Button } from "antd";
import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Hint, mount } from "../editor";
import { IconButton, useMode } from "../ui";
import { ContextMenu } from "./ContextMenu";
import styles from "./canvas.module.css";
import { ContextStrip } from "./context/ContextStrip";
import { editorTheme } from "./editor-setup";
import { useSession, useSource } from "./hooks";
import { RemovedNotice } from "./RemovedNotice";
import { GroundTruthLayer } from "./review/GroundTruthLayer";
import { IssueMarks } from "./review/IssueMarks";
import { ToneFilter } from "./settings/ToneFilter";
import { ToolOptions } from "./ToolOptions";

/** The picture with its annotations, and what is to be said about it. */
export function Canvas() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const container = useRef<HTMLDivElement>(null);
  const mode = useMode("workspace");
  useEffect(() => (container.current ? mount(editor, container.current) : undefined), [editor]);
  useEffect(() => editor.setTheme(editorTheme(mode)), [editor, mode]);
  return (
    <main className={styles.canvas} aria-label={t("workspace:canvas")}>
      <div className={styles.picture}>
        <div ref={container} className={styles.editor} data-testid="canvas" />
        <ToneFilter />
        <GroundTruthLayer />
        <IssueMarks />
        <ToolOptions />
        <ContextMenu />
        <Waiting />
        <PictureProblem />
        <Notices />
      </div>
      <ContextStrip />
    </main>
  );
}

/** A thin bar while a picture takes its time; the frame before stays to be seen. */
function Waiting() {
  const { player } = useSession();
  const waiting = useSource(player, () => player.state.waiting);
  return waiting ? <div className={styles.waiting} role="progressbar" /> : null;
}

function PictureProblem() {
  const { t } = useTranslation();
  const { player } = useSession();
  const problem = useSource(player, () => player.state.problem);
  if (problem === null) return null;
  const { wanted } = player.state;
  return (
    <div className={styles.problem} role="alert">
      <p className={styles.problemTitle}>{t("workspace:frame.missing", { frame: wanted })}</p>
      <p>{problem}</p>
      <Button size="small" onClick={() => player.retry()}>
        {t("common:retry")}
      </Button>
    </div>
  );
}

/** What the annotator should know once, on opening the job. */
function Notices() {
  const { t } = useTranslation();
  const { journal } = useSession();
  const [closed, setClosed] = useState<readonly string[]>([]);
  const notices = [
    journal.restored > 0 ? ["restored", t("workspace:restored", { count: journal.restored })] : [],
    journal.openElsewhere ? ["elsewhere", t("workspace:openElsewhere")] : [],
  ].filter(([key]) => key !== undefined && !closed.includes(key));
  return (
    <div className={styles.notices}>
      <Refusal />
      <Told />
      <RemovedNotice />
      {notices.map(([key = "", text]) => (
        <div key={key} className={styles.notice} role="status">
          {text}
          <IconButton
            icon={<X size={14} aria-hidden />}
            label={t("common:close")}
            onClick={() => setClosed([...closed, key])}
          />
        </div>
      ))}
    </div>
  );
}

const TOLD_MS = 6000;

/** Why an operation was not done, for a moment. */
function Told() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const [told, setTold] = useState<Hint | null>(null);
  useEffect(() => editor.operations.told.subscribe(setTold), [editor]);
  useEffect(() => {
    if (!told) return;
    const timer = setTimeout(() => setTold(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  if (!told) return null;
  return (
    <div className={styles.notice} data-brief role="status">
      {t(told.key, { ...told.values })}
    </div>
  );
}

const REFUSAL_MS = 2500;

/** Why another frame does not come in the middle of a drawing, for a moment. */
function Refusal() {
  const { t } = useTranslation();
  const { player } = useSession();
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = player.refused.subscribe(() => {
      clearTimeout(timer);
      setRefused(true);
      timer = setTimeout(() => setRefused(false), REFUSAL_MS);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [player]);
  if (!refused) return null;
  return (
    <div className={styles.notice} data-brief role="status">
      {t("workspace:frame.busy")}
    </div>
  );
}
