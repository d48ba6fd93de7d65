import { InputNumber } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { dialogWidth } from "../../ui/tokens";
import { useSession } from "../hooks";
import styles from "./dialogs.module.css";
import { WorkspaceModal } from "./WorkspaceModal";

/** Lay what is selected into a layer whose number is typed. */
export function LayerDialog() {
  const { t } = useTranslation();
  return (
    <WorkspaceModal name="layer" title={t("workspace:toLayer.title")} width={dialogWidth.question}>
      {(close) => <Form onDone={close} />}
    </WorkspaceModal>
  );
}

/** Layers nobody would count to; what others set beyond is kept. */
const FARTHEST = 1_000_000;

function Form({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const field = useId();
  // What is under the pointer is one of them, and the pointer moves on to the dialog.
  const [ids] = useState(editor.targets);
  const layers = [...new Set(editor.scene.items().map(({ shape }) => shape.zOrder))];
  const [layer, setLayer] = useState(editor.scene.item(ids[0] ?? "")?.shape.zOrder ?? 0);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        editor.commands.setZOrder(ids, layer);
        onDone();
      }}
    >
      <div className={styles.line}>
        <label htmlFor={field}>{t("workspace:toLayer.number")}</label>
        <InputNumber
          id={field}
          autoFocus
          min={-FARTHEST}
          max={FARTHEST}
          precision={0}
          value={layer}
          onChange={(value) => setLayer(value ?? 0)}
        />
      </div>
      <p className={styles.result}>
        {t("workspace:toLayer.there", { least: Math.min(...layers), most: Math.max(...layers) })}
      </p>
      <button type="submit" className={styles.apply}>
        {t("workspace:toLayer.apply", { count: ids.length })}
      </button>
    </form>
  );
}
