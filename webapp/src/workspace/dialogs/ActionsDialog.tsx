import { Modal, Segmented, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LabelInfo } from "../../editor";
import { bulk } from "../../editor/operations/bulk";
import { useSession } from "../hooks";
import { useLayout } from "../layout-state";
import { useObjectList } from "../objects/list-state";
import { type Choice, KINDS, type Kind, planned, RANGES, TYPES } from "./bulk-plan";
import styles from "./dialogs.module.css";

/** One thing done with many objects, of this frame or of many, in one step of undo. */
export function ActionsDialog() {
  const { t } = useTranslation();
  const { dialog, showDialog } = useLayout();
  return (
    <Modal
      open={dialog === "actions"}
      title={t("workspace:bulk.title")}
      onCancel={() => showDialog(null)}
      footer={null}
      width={480}
      destroyOnHidden
    >
      <Form onDone={() => showDialog(null)} />
    </Modal>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { editor, pictures } = useSession();
  const { query } = useObjectList();
  const [choice, setChoice] = useState<Choice>({
    kind: "remove",
    range: "frame",
    type: "polygon",
    labelId: editor.labels[0]?.id ?? 0,
  });
  const change = (part: Partial<Choice>) => setChoice({ ...choice, ...part });
  const { action, records, left } = useMemo(
    () => planned(editor, choice, query),
    [editor, choice, query],
  );
  const apply = () => {
    const { put, gone } = bulk(records, action, (frame) => pictures.size(frame));
    editor.commands.exchange(choice.kind, put, gone);
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
      <Segmented<Kind>
        aria-label={t("workspace:bulk.title")}
        value={choice.kind}
        options={KINDS.map((value) => ({ value, label: t(`workspace:bulk.kinds.${value}`) }))}
        onChange={(kind) => change({ kind })}
      />
      {choice.kind === "convert" ? (
        <Select
          aria-label={t("workspace:bulk.type")}
          className={styles.wide as string}
          value={choice.type}
          options={TYPES.map((value) => ({ value, label: t(`workspace:types.${value}`) }))}
          onChange={(type) => change({ type })}
        />
      ) : null}
      {choice.kind === "label" ? (
        <Select
          aria-label={t("workspace:bulk.label")}
          className={styles.wide as string}
          value={choice.labelId}
          options={editor.labels.map(({ id, name: label }: LabelInfo) => ({
            value: id,
            label,
          }))}
          onChange={(labelId) => change({ labelId })}
        />
      ) : null}
      <Segmented
        aria-label={t("workspace:bulk.where")}
        value={choice.range}
        options={RANGES.map((value) => ({ value, label: t(`workspace:bulk.ranges.${value}`) }))}
        onChange={(range) => change({ range })}
      />
      <p className={styles.result}>
        {query.trim() === "" ? null : <>{t("workspace:bulk.searched", { query })} </>}
        {t("workspace:bulk.result", { count: records.length })}
        {left > 0 ? ` ${t("workspace:bulk.left", { count: left })}` : ""}
      </p>
      <button type="submit" className={styles.apply} disabled={records.length === 0}>
        {t(`workspace:bulk.apply.${choice.kind}`)}
      </button>
    </form>
  );
}
