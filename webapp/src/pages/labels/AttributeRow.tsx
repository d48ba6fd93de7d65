import { Checkbox, Input, Select, Switch } from "antd";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/IconButton";
import { type AttributeDraft, attributeKinds, withKind } from "./attributes";
import styles from "./labels.module.css";
import type { Problem } from "./problems";

interface AttributeRowProps {
  attribute: AttributeDraft;
  problem: Problem | undefined;
  strict: boolean;
  onChange: (attribute: AttributeDraft) => void;
  onRemove: () => void;
}

/** One attribute of a label: name, kind, values, default, and whether it changes over a track. */
export function AttributeRow({
  attribute,
  problem,
  strict,
  onChange,
  onRemove,
}: AttributeRowProps) {
  const { t } = useTranslation();
  const [touched, setTouched] = useState(attribute.name !== "");
  const shown = problem && (touched || strict) ? problem : undefined;
  return (
    <fieldset
      className={styles.attribute}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setTouched(true);
      }}
    >
      <div className={styles.attributeLine}>
        <Input
          aria-label={t("labels:attributeName")}
          placeholder={t("labels:attributeName")}
          value={attribute.name}
          onChange={(event) => onChange({ ...attribute, name: event.target.value })}
        />
        <Select
          aria-label={t("labels:kind")}
          value={attribute.kind}
          disabled={attribute.id !== undefined}
          options={attributeKinds.map((kind) => ({
            value: kind,
            label: t(`labels:kinds.${kind}`),
          }))}
          onChange={(kind) => onChange(withKind(attribute, kind))}
        />
        <Values attribute={attribute} onChange={onChange} />
        <Checkbox
          checked={attribute.mutable}
          onChange={(event) => onChange({ ...attribute, mutable: event.target.checked })}
        >
          {t("labels:mutable")}
        </Checkbox>
        <IconButton
          danger
          icon={<Trash2 size={15} />}
          label={t("labels:removeAttribute", { name: attribute.name })}
          onClick={onRemove}
        />
      </div>
      {shown ? <p className={styles.problem}>{t(`labels:problems.${shown}`)}</p> : null}
    </fieldset>
  );
}

type ValuesProps = Pick<AttributeRowProps, "attribute" | "onChange">;

function Values(props: ValuesProps) {
  switch (props.attribute.kind) {
    case "number":
      return <Range {...props} />;
    case "checkbox":
      return <Toggle {...props} />;
    case "text":
      return <Default {...props} />;
    default:
      return <Choices {...props} />;
  }
}

function Choices({ attribute, onChange }: ValuesProps) {
  const { t } = useTranslation();
  const { values, defaultValue } = attribute;
  const choose = (next: string[]) => {
    const fallback = next.includes(defaultValue) ? defaultValue : (next[0] ?? "");
    onChange({ ...attribute, values: next, defaultValue: fallback });
  };
  return (
    <span className={styles.values}>
      <Select
        mode="tags"
        className={styles.grow}
        aria-label={t("labels:choices")}
        placeholder={t("labels:choicesHint")}
        value={values}
        open={false}
        suffixIcon={null}
        tokenSeparators={[",", "\n"]}
        onChange={choose}
      />
      <Select
        className={styles.default}
        aria-label={t("labels:default")}
        placeholder={t("labels:default")}
        value={defaultValue || undefined}
        options={values.map((value) => ({ value, label: value }))}
        onChange={(value) => onChange({ ...attribute, defaultValue: value })}
      />
    </span>
  );
}

function Range({ attribute, onChange }: ValuesProps) {
  const { t } = useTranslation();
  const set = (place: number, value: string) =>
    onChange({
      ...attribute,
      values: attribute.values.map((old, at) => (at === place ? value : old)),
    });
  return (
    <span className={styles.values}>
      {(["least", "greatest", "step"] as const).map((name, place) => (
        <Input
          key={name}
          inputMode="decimal"
          prefix={<small>{t(`labels:${name}`)}</small>}
          aria-label={t(`labels:${name}`)}
          value={attribute.values[place]}
          onChange={(event) => set(place, event.target.value)}
        />
      ))}
      <Default attribute={attribute} onChange={onChange} />
    </span>
  );
}

function Default({ attribute, onChange }: ValuesProps) {
  const { t } = useTranslation();
  return (
    <Input
      prefix={<small>{t("labels:default")}</small>}
      aria-label={t("labels:default")}
      value={attribute.defaultValue}
      onChange={(event) => onChange({ ...attribute, defaultValue: event.target.value })}
    />
  );
}

function Toggle({ attribute, onChange }: ValuesProps) {
  const { t } = useTranslation();
  const on = attribute.defaultValue === "true";
  return (
    <span className={styles.toggle}>
      <Switch
        size="small"
        aria-label={t("labels:default")}
        checked={on}
        onChange={(value) => onChange({ ...attribute, defaultValue: `${value}` })}
      />
      {t(on ? "labels:on" : "labels:off")}
    </span>
  );
}
