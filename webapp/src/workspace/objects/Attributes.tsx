import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LabelAttribute } from "../../api/types";
import { useSession } from "../hooks";
import { attributeValues, type ListedObject } from "./listed";
import styles from "./objects.module.css";

/** The object's attributes on this frame, to be changed. */
export function Attributes({ object }: { object: ListedObject }) {
  const { editor, labels } = useSession();
  const { record } = object;
  const attributes = labels.find((label) => label.id === record.labelId)?.attributes ?? [];
  if (attributes.length === 0) return null;
  const values = attributeValues(object);
  return (
    <div className={styles.attributes}>
      {attributes.map((attribute) => (
        <AttributeField
          key={attribute.id}
          attribute={attribute}
          value={values.get(attribute.id ?? 0) ?? attribute.default_value ?? ""}
          disabled={!editor.isEditable(record.id)}
          onChange={(value) => editor.commands.setAttribute([record.id], attribute.id ?? 0, value)}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  attribute: LabelAttribute;
  value: string;
  disabled: boolean;
  onChange: (value: string) => void;
}

function AttributeField(props: FieldProps) {
  const { attribute } = props;
  const Field = FIELDS[attribute.input_type] ?? TextField;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: every field below is one control
    <label className={styles.attribute}>
      <span className={styles.attributeName} title={attribute.name}>
        {attribute.name}
      </span>
      <Field {...props} />
    </label>
  );
}

function SelectField({ attribute, value, disabled, onChange }: FieldProps) {
  const known = attribute.values.includes(value);
  return (
    <select
      className={styles.field}
      value={value}
      disabled={disabled}
      onChange={(event) => {
        onChange(event.target.value);
        event.target.blur();
      }}
    >
      {known ? null : <option value={value}>{value}</option>}
      {attribute.values.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  );
}

function CheckboxField({ value, disabled, onChange }: FieldProps) {
  return (
    <input
      type="checkbox"
      className={styles.checkbox}
      checked={value.toLowerCase() === "true"}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked ? "true" : "false")}
    />
  );
}

/** Bounds of a number attribute are its three values: lowest, highest, step. */
function NumberField({ attribute, ...rest }: FieldProps) {
  const { t } = useTranslation();
  const [low = "", high = "", step = ""] = attribute.values;
  const inside = (text: string) => {
    const number = Number(text);
    return (
      text.trim() !== "" &&
      !(number < Number(low || -Infinity) || number > Number(high || Infinity))
    );
  };
  const input = { type: "number", min: low, max: high, step: step || "any" };
  const complaint = t("workspace:outsideRange", { low, high });
  return <TypedField {...rest} input={input} accepts={inside} complaint={complaint} />;
}

function TextField({ attribute: _, ...rest }: FieldProps) {
  return <TypedField {...rest} input={{ type: "text" }} accepts={() => true} complaint="" />;
}

interface TypedFieldProps extends Omit<FieldProps, "attribute"> {
  input: { type: string; min?: string; max?: string; step?: string };
  accepts: (text: string) => boolean;
  /** Why what was typed is not taken. */
  complaint: string;
}

/** What is typed is one change, made on leaving the field or by Enter; Escape drops it. */
function TypedField({ value, disabled, onChange, input, accepts, complaint }: TypedFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && !accepts(typed);
  const commit = () => {
    if (wrong) return;
    if (typed !== null && typed !== value) onChange(typed);
    setTyped(null);
  };
  return (
    <span className={styles.typed}>
      <input
        {...input}
        className={styles.field}
        value={typed ?? value}
        disabled={disabled}
        aria-invalid={wrong}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Escape") setTyped(null);
          if (event.key === "Escape" || (event.key === "Enter" && !wrong))
            event.currentTarget.blur();
        }}
      />
      {wrong ? <span className={styles.complaint}>{complaint}</span> : null}
    </span>
  );
}

const FIELDS: Readonly<Record<string, (props: FieldProps) => React.JSX.Element>> = {
  select: SelectField,
  radio: SelectField,
  checkbox: CheckboxField,
  number: NumberField,
  text: TextField,
};
