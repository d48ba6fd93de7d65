import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/IconButton";
import { type Field, needsValue, type Operator, operatorsOf } from "./fields";
import styles from "./filters.module.css";
import { type Rule, withField } from "./tree";
import { ValueInput } from "./ValueInput";

interface RuleEditorProps {
  rule: Rule;
  fields: readonly Field[];
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}

/** One comparison: what, how, with what. */
export function RuleEditor({ rule, fields, onChange, onRemove }: RuleEditorProps) {
  const { t } = useTranslation();
  const field = fields.find(({ name }) => name === rule.field) as Field;
  const choose = (name: string) => {
    const next = fields.find((one) => one.name === name);
    if (next) onChange(withField(rule, next));
  };
  return (
    <div className={styles.line}>
      <select
        className={styles.select}
        aria-label={t("lists:what")}
        value={rule.field}
        onChange={({ target }) => choose(target.value)}
      >
        {fields.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <select
        className={styles.select}
        aria-label={t("lists:how")}
        value={rule.operator}
        onChange={({ target }) => onChange({ ...rule, operator: target.value as Operator })}
      >
        {operatorsOf(field).map((operator) => (
          <option key={operator} value={operator}>
            {t(`lists:operators.${operator}`)}
          </option>
        ))}
      </select>
      {needsValue(rule.operator) ? (
        <ValueInput
          field={field}
          operator={rule.operator}
          value={rule.value}
          onChange={(value) => onChange({ ...rule, value })}
        />
      ) : null}
      <IconButton icon={<X size={15} />} label={t("lists:removeRule")} onClick={onRemove} />
    </div>
  );
}
