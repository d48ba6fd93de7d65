import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./labels.module.css";
import { adopted, idsIn, type LabelDraft } from "./model";
import { BadRawLabels, fromRaw, toRaw } from "./raw";

interface RawLabelsProps {
  labels: readonly LabelDraft[];
  onChange: (labels: LabelDraft[]) => void;
}

/** The labels as JSON; a text that makes no sense is kept and told, and changes nothing. */
export function RawLabels({ labels, onChange }: RawLabelsProps) {
  const { t } = useTranslation();
  const [known] = useState(() => idsIn(labels));
  const [text, setText] = useState(() => toRaw(labels));
  const [problem, setProblem] = useState<string | null>(null);
  const edit = (next: string) => {
    setText(next);
    try {
      onChange(adopted(fromRaw(next), known));
      setProblem(null);
    } catch (error) {
      if (!(error instanceof BadRawLabels)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <div>
      <Input.TextArea
        className={styles.raw}
        aria-label={t("labels:raw")}
        aria-invalid={problem !== null}
        status={problem ? "error" : ""}
        spellCheck={false}
        autoSize={{ minRows: 10, maxRows: 26 }}
        value={text}
        onChange={(event) => edit(event.target.value)}
      />
      <p className={problem ? styles.problem : styles.rawHint} aria-live="polite">
        {problem ?? t("labels:rawHint")}
      </p>
    </div>
  );
}
