import { ColorPicker, Input, Select } from "antd";
import { ChevronDown, ChevronRight, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/IconButton";
import { labelHues } from "../../ui/tokens";
import { AttributeRow } from "./AttributeRow";
import styles from "./labels.module.css";
import { type AttributeDraft, type LabelDraft, labelTypes, newAttribute } from "./model";
import type { Problem } from "./problems";

interface LabelRowProps {
  label: LabelDraft;
  problems: ReadonlyMap<string, Problem>;
  strict: boolean;
  unfolded: boolean;
  onUnfold: (open: boolean) => void;
  onChange: (label: LabelDraft) => void;
  onRemove: () => void;
}

/** One label: colour, name, type, and its attributes when unfolded. */
export function LabelRow(props: LabelRowProps) {
  const { label, problems, unfolded, onUnfold, onChange, onRemove } = props;
  const { t } = useTranslation();
  const problem = problems.get(label.key);
  const inside = label.attributes.some(({ key }) => problems.has(key));
  const types = label.type === "skeleton" ? (["skeleton"] as const) : labelTypes;
  return (
    <li className={styles.label}>
      <div className={styles.labelLine}>
        <ColorPicker
          size="small"
          disabledAlpha
          format="hex"
          value={label.color || "#8c8c8c"}
          presets={[{ label: t("labels:offered"), colors: [...labelHues] }]}
          onChangeComplete={(color) => onChange({ ...label, color: color.toHexString() })}
        >
          <button
            type="button"
            className={styles.swatch}
            aria-label={t("labels:colorOf", { name: label.name })}
            style={{ background: label.color || "#8c8c8c" }}
          />
        </ColorPicker>
        <Input
          className={styles.name}
          aria-label={t("labels:name")}
          aria-invalid={Boolean(problem)}
          status={problem ? "error" : ""}
          value={label.name}
          onChange={(event) => onChange({ ...label, name: event.target.value })}
        />
        <Select
          className={styles.type}
          aria-label={t("labels:type")}
          value={label.type}
          options={types.map((type) => ({ value: type, label: t(`labels:types.${type}`) }))}
          onChange={(type) => onChange({ ...label, type })}
        />
        <button
          type="button"
          className={styles.unfold}
          aria-expanded={unfolded}
          onClick={() => onUnfold(!unfolded)}
        >
          {unfolded ? <ChevronDown size={15} /> : <ChevronRight size={15} />}
          {t("labels:attributes", { count: label.attributes.length })}
          {inside && !unfolded ? <em className={styles.problemDot} /> : null}
        </button>
        <IconButton
          danger
          icon={<Trash2 size={15} />}
          label={t("labels:remove", { name: label.name })}
          onClick={onRemove}
        />
      </div>
      {problem ? <p className={styles.problem}>{t(`labels:problems.${problem}`)}</p> : null}
      {unfolded ? <Attributes {...props} /> : null}
    </li>
  );
}

function Attributes({ label, problems, strict, onChange }: LabelRowProps) {
  const { t } = useTranslation();
  const put = (attributes: AttributeDraft[]) => onChange({ ...label, attributes });
  return (
    <div className={styles.attributes}>
      {label.attributes.map((attribute) => (
        <AttributeRow
          key={attribute.key}
          attribute={attribute}
          problem={problems.get(attribute.key)}
          strict={strict}
          onChange={(next) =>
            put(label.attributes.map((one) => (one.key === next.key ? next : one)))
          }
          onRemove={() => put(label.attributes.filter(({ key }) => key !== attribute.key))}
        />
      ))}
      <button
        type="button"
        className={styles.addAttribute}
        onClick={() => put([...label.attributes, newAttribute()])}
      >
        + {t("labels:addAttribute")}
      </button>
    </div>
  );
}
