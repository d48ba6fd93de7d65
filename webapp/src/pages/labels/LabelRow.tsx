import { Input, Select } from "antd";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/IconButton";
import { lazily } from "../../ui/lazily";
import { AttributeList } from "./AttributeList";
import { ColorSwatch } from "./ColorSwatch";
import styles from "./labels.module.css";
import { type LabelDraft, typesFor } from "./model";
import { type Problem, problemInside } from "./problems";
import { Unfold } from "./Unfold";

const SkeletonEditor = lazily(
  async () => (await import("./skeleton/SkeletonEditor")).SkeletonEditor,
);

interface LabelRowProps {
  label: LabelDraft;
  problems: ReadonlyMap<string, Problem>;
  strict: boolean;
  unfolded: boolean;
  onUnfold: (open: boolean) => void;
  onChange: (label: LabelDraft) => void;
  onRemove: () => void;
}

/** One label: colour, name, type; its attributes and, of a skeleton, its elements when unfolded. */
export function LabelRow(props: LabelRowProps) {
  const { label, problems, unfolded, onUnfold, onChange, onRemove } = props;
  const { t } = useTranslation();
  const problem = problems.get(label.key);
  const skeleton = label.type === "skeleton";
  return (
    <li className={styles.label}>
      <div className={styles.labelLine}>
        <ColorSwatch
          color={label.color}
          label={t("labels:colorOf", { name: label.name })}
          onChange={(color) => onChange({ ...label, color })}
        />
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
          options={typesFor(label).map((type) => ({
            value: type,
            label: t(`labels:types.${type}`),
          }))}
          onChange={(type) => {
            onChange({ ...label, type });
            if (type === "skeleton") onUnfold(true);
          }}
        />
        <Unfold open={unfolded} troubled={problemInside(label, problems)} onUnfold={onUnfold}>
          {skeleton
            ? t("labels:elements", { count: label.elements.length })
            : t("labels:attributes", { count: label.attributes.length })}
        </Unfold>
        <IconButton
          danger
          icon={<Trash2 size={15} />}
          label={t("labels:remove", { name: label.name })}
          onClick={onRemove}
        />
      </div>
      {problem ? <p className={styles.problem}>{t(`labels:problems.${problem}`)}</p> : null}
      {unfolded ? <Inside {...props} /> : null}
    </li>
  );
}

function Inside({ label, problems, strict, onChange }: LabelRowProps) {
  const { t } = useTranslation();
  const attributes = (
    <AttributeList
      attributes={label.attributes}
      problems={problems}
      strict={strict}
      onChange={(next) => onChange({ ...label, attributes: next })}
    />
  );
  if (label.type !== "skeleton") return attributes;
  return (
    <div className={styles.inside}>
      <SkeletonEditor label={label} problems={problems} strict={strict} onChange={onChange} />
      <h4>{t("labels:skeleton.ofWhole")}</h4>
      {attributes}
    </div>
  );
}
