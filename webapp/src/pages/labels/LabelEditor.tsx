import { Segmented } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { AddLabels } from "./AddLabels";
import { LabelRow } from "./LabelRow";
import styles from "./labels.module.css";
import { type LabelDraft, newLabel } from "./model";
import { problemsOf } from "./problems";
import { RawLabels } from "./RawLabels";

interface LabelEditorProps {
  labels: readonly LabelDraft[];
  onChange: (labels: LabelDraft[]) => void;
  /** Whether to point at what is missing; off while the person has not tried to save yet. */
  strict?: boolean;
}

/** Edits a list of labels, one by one or as JSON. */
export function LabelEditor({ labels, onChange, strict = false }: LabelEditorProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<"list" | "raw">("list");
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const problems = useMemo(() => problemsOf(labels), [labels]);
  const change = (next: LabelDraft) =>
    onChange(labels.map((label) => (label.key === next.key ? next : label)));

  const add = (names: string[]) => {
    const next = [...labels];
    for (const name of names) next.push(newLabel(name, next));
    onChange(next);
  };

  return (
    <div className={styles.editor}>
      <Segmented
        size="small"
        aria-label={t("labels:view")}
        value={view}
        onChange={setView}
        options={[
          { value: "list", label: t("labels:list") },
          { value: "raw", label: t("labels:raw") },
        ]}
      />
      {view === "raw" ? (
        <RawLabels labels={labels} onChange={onChange} />
      ) : (
        <>
          <ul className={styles.list}>
            {labels.map((label) => (
              <LabelRow
                key={label.key}
                label={label}
                problems={problems}
                strict={strict}
                unfolded={unfolded === label.key}
                onUnfold={(open) => setUnfolded(open ? label.key : null)}
                onChange={change}
                onRemove={() => onChange(labels.filter(({ key }) => key !== label.key))}
              />
            ))}
          </ul>
          <AddLabels taken={labels.map(({ name }) => name)} onAdd={add} />
        </>
      )}
    </div>
  );
}
