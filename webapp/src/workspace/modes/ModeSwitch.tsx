import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSession, useShownFrame } from "../hooks";
import { useLayout } from "../layout-state";
import { MODES, modeFor, useWorkMode, type WorkMode } from "./mode";
import styles from "./mode-switch.module.css";

/** Which way the job is worked on; in review nothing of it can be changed. */
export function ModeSwitch() {
  const { t } = useTranslation();
  const { editor, job } = useSession();
  const { mode, setMode, unlocked, released, lockAll } = useWorkMode();
  const frame = useShownFrame();
  useEffect(() => {
    setMode(modeFor(job.current.stage));
    return () => setMode("standard");
  }, [job, setMode]);
  useEffect(() => {
    editor.setReadOnly(mode === "review" && unlocked !== frame);
  }, [editor, mode, unlocked, frame]);
  useEffect(() => editor.release(released), [editor, released]);
  // Another frame is not unlocked, nor this one when it is come back to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever frame comes
  useEffect(() => () => lockAll(), [frame, lockAll]);
  useEffect(() => {
    if (mode === "review") useLayout.getState().showTab("issues");
  }, [mode]);
  return (
    <select
      className={styles.mode}
      aria-label={t("workspace:modes.name")}
      value={mode}
      onChange={(event) => {
        setMode(event.target.value as WorkMode);
        event.target.blur();
      }}
    >
      {MODES.map((each) => (
        <option key={each} value={each}>
          {t(`workspace:modes.${each}`)}
        </option>
      ))}
    </select>
  );
}
