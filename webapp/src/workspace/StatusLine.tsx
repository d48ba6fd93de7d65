import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { actions } from "../actions";
import type { Point } from "../core/geometry";
import { Chrome } from "./Chrome";
import { calmly } from "./calmly";
import { useFrameRecords, useSession, useShownFrame, useSource } from "./hooks";
import { LiveNotice } from "./LiveNotice";
import styles from "./status-line.module.css";

/** Numbers about what is seen, and what the next click does. */
export function StatusLine() {
  const { t } = useTranslation();
  const { editor, pictures } = useSession();
  const frame = useShownFrame();
  const count = useFrameRecords().length;
  const { width, height } = editor.size;
  return (
    <Chrome as="footer" className={styles.line}>
      <Coordinates />
      <Zoom />
      <span className={styles.mono}>
        {width} × {height}
      </span>
      <button
        type="button"
        className={styles.name}
        title={t("workspace:frame.copyName", { name: pictures.name(frame) })}
        onClick={() => actions.run("workspace.copy-frame-name")}
      >
        {pictures.name(frame)}
      </button>
      <span>{t("workspace:objectCount", { count })}</span>
      <LiveNotice />
      <ToolHint />
    </Chrome>
  );
}

function Coordinates() {
  const { editor } = useSession();
  const [at, setAt] = useState<Point | null>(null);
  useEffect(() => editor.pointerMoved.subscribe(setAt), [editor]);
  const text = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(1));
  return (
    <span className={styles.coordinates}>
      <span>x {text(at?.x)}</span>
      <span>y {text(at?.y)}</span>
    </span>
  );
}

function Zoom() {
  const { editor } = useSession();
  const [scale, setScale] = useState(editor.viewport.scale);
  // A number that changes with every step of a zoom cannot be read, and has the page laid out anew.
  useEffect(() => calmly(editor.viewport, () => setScale(editor.viewport.scale)), [editor]);
  return <span className={styles.zoom}>{Math.round(scale * 100)} %</span>;
}

function ToolHint() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { key, values } = useSource(editor.tools, () => editor.tools.state).hint;
  return <span className={styles.hint}>{t(key, { ...values })}</span>;
}
