import { InputNumber, Segmented } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../hooks";
import styles from "./dialogs.module.css";
import { WorkspaceModal } from "./WorkspaceModal";

/** Copy what is selected to the frames before or after this one. */
export function PropagateDialog() {
  const { t } = useTranslation();
  return (
    <WorkspaceModal name="propagate" title={t("workspace:propagate.title")} width={420}>
      {(close) => <Form onDone={close} />}
    </WorkspaceModal>
  );
}

const USUAL = 10;

function Form({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { editor, pictures } = useSession();
  const [direction, setDirection] = useState<"forward" | "backward">("forward");
  const at = pictures.numbers.indexOf(editor.frame);
  const room =
    direction === "forward"
      ? pictures.numbers.slice(at + 1)
      : pictures.numbers.slice(0, at).reverse();
  const field = useId();
  const [wanted, setWanted] = useState(USUAL);
  const frames = room.slice(0, Math.min(wanted, room.length));
  const count = editor.targets.length * frames.length;
  const apply = () => {
    editor.operations.propagate(editor.targets, frames);
    onDone();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Segmented
        value={direction}
        options={(["forward", "backward"] as const).map((value) => ({
          value,
          label: t(`workspace:propagate.${value}`),
        }))}
        onChange={setDirection}
      />
      <div className={styles.line}>
        <label htmlFor={field}>{t("workspace:propagate.frames")}</label>
        <InputNumber
          id={field}
          autoFocus
          min={1}
          max={Math.max(1, room.length)}
          value={Math.min(wanted, Math.max(1, room.length))}
          onChange={(value) => setWanted(value ?? 1)}
        />
      </div>
      <p className={styles.result}>
        {frames.length === 0
          ? t("workspace:propagate.none")
          : t("workspace:propagate.result", { count, last: frames.at(-1) })}
      </p>
      <button type="submit" className={styles.apply} disabled={count === 0}>
        {t("workspace:propagate.apply")}
      </button>
    </form>
  );
}
