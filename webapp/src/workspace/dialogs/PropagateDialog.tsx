import { Checkbox, InputNumber, Segmented } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { dialogWidth } from "../../ui/tokens";
import { useSession } from "../hooks";
import { isEmptyFrame } from "../objects/finding";
import styles from "./dialogs.module.css";
import { type Reach, reached } from "./propagation";
import { WorkspaceModal } from "./WorkspaceModal";

/** Copy what is selected to the frames before or after this one. */
export function PropagateDialog() {
  const { t } = useTranslation();
  return (
    <WorkspaceModal
      name="propagate"
      title={t("workspace:propagate.title")}
      width={dialogWidth.question}
    >
      {(close) => <Form onDone={close} />}
    </WorkspaceModal>
  );
}

const USUAL = 10;

function Form({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { editor, pictures } = useSession();
  const field = useId();
  const [reach, setReach] = useState<Reach>({
    direction: "forward",
    count: USUAL,
    onlyEmpty: false,
  });
  const change = (part: Partial<Reach>) => setReach({ ...reach, ...part });
  const isEmpty = (frame: number) => isEmptyFrame((n) => editor.store.onFrame(n), frame);
  const room = reached(pictures.kept, editor.frame, { ...reach, count: null }, () => true);
  const frames = reached(pictures.kept, editor.frame, reach, isEmpty);
  const most = Math.max(1, room.length);
  const count = editor.targets.length * frames.length;
  const last = reach.direction === "forward" ? Math.max(...frames) : Math.min(...frames);
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
        value={reach.direction}
        options={(["forward", "backward"] as const).map((value) => ({
          value,
          label: t(`workspace:propagate.${value}`),
        }))}
        onChange={(direction) => change({ direction })}
      />
      <div className={styles.line}>
        <label htmlFor={field}>{t("workspace:propagate.frames")}</label>
        <InputNumber
          id={field}
          autoFocus
          min={1}
          max={most}
          disabled={reach.count === null}
          value={Math.min(reach.count ?? most, most)}
          onChange={(value) => change({ count: value ?? 1 })}
        />
      </div>
      <Checkbox
        checked={reach.count === null}
        onChange={({ target }) => change({ count: target.checked ? null : USUAL })}
      >
        {t("workspace:propagate.toTheEnd")}
      </Checkbox>
      <Checkbox
        checked={reach.onlyEmpty}
        onChange={({ target }) => change({ onlyEmpty: target.checked })}
      >
        {t("workspace:propagate.onlyEmpty")}
      </Checkbox>
      <p className={styles.result}>
        {frames.length === 0
          ? t("workspace:propagate.none")
          : t("workspace:propagate.result", { count, last })}
      </p>
      <button type="submit" className={styles.apply} disabled={count === 0}>
        {t("workspace:propagate.apply")}
      </button>
    </form>
  );
}
