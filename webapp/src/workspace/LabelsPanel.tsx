import { Eye, EyeOff, Lock, LockOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Label } from "../api/types";
import type { Flag } from "../editor";
import { IconButton, Keys } from "../ui";
import { useDrawing, useFlagsVersion, useFrameRecords, useSession } from "./hooks";
import styles from "./labels.module.css";

const WITH_KEY = 9;

/** The job's labels: which one is drawn with, and hiding or locking all objects of one. */
export function LabelsPanel() {
  const { labels } = useSession();
  return (
    <ul className={styles.list}>
      {labels.map((label, index) => (
        <LabelLine key={label.id} label={label} digit={index < WITH_KEY ? index + 1 : null} />
      ))}
    </ul>
  );
}

function LabelLine({ label, digit }: { label: Label; digit: number | null }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { labelId } = useDrawing();
  const id = label.id ?? 0;
  const onFrame = useFrameRecords().filter((record) => record.labelId === id).length;
  return (
    <li className={styles.line} data-active={id === labelId}>
      <button
        type="button"
        className={styles.choose}
        aria-pressed={id === labelId}
        title={t("workspace:drawWith", { name: label.name })}
        onClick={() => editor.setDrawing({ labelId: id })}
      >
        <span className={styles.swatch} style={{ background: editor.colorOfLabel(id) }} />
        <span className={styles.name}>{label.name}</span>
        <span className={styles.count}>{onFrame > 0 ? onFrame : ""}</span>
        <span className={styles.key}>{digit === null ? null : <Keys keys={[`${digit}`]} />}</span>
      </button>
      <LabelFlag label={label} flag="locked" />
      <LabelFlag label={label} flag="hidden" />
    </li>
  );
}

/** Hide or lock every object of the label, on all frames. */
function LabelFlag({ label, flag }: { label: Label; flag: Flag & ("locked" | "hidden") }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  useFrameRecords();
  useFlagsVersion();
  const ids = editor.store
    .all()
    .filter((record) => record.labelId === label.id)
    .map((record) => record.id);
  const on = ids.length > 0 && ids.every((id) => editor.flags.is(flag, id));
  const [On, Off] = flag === "locked" ? [Lock, LockOpen] : [EyeOff, Eye];
  return (
    <IconButton
      icon={on ? <On size={15} /> : <Off size={15} />}
      label={t(`workspace:label.${on ? "not-" : ""}${flag}`, { name: label.name })}
      pressed={on}
      disabled={ids.length === 0}
      className={styles.small as string}
      onClick={() => editor.flags.toggle(flag, ids)}
    />
  );
}
