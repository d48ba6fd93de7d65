import { X } from "lucide-react";
import { type ChangeEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui";
import type { Sign, Term } from "../objects/query-text";
import { type FilterField, fieldOf, SIGNS_OF, withField } from "./fields";
import styles from "./filter.module.css";

interface TermEditorProps {
  term: Term;
  fields: readonly FilterField[];
  onChange: (term: Term) => void;
  onRemove: () => void;
}

/** One comparison: what, how, with what. */
export function TermEditor({ term, fields, onChange, onRemove }: TermEditorProps) {
  const { t } = useTranslation();
  const field = fieldOf(term, fields);
  const offered = fields.includes(field) ? fields : [...fields, field];
  const signs = SIGNS_OF[field.kind];
  const named = ({ name, attribute }: FilterField) =>
    attribute ?? t(`workspace:filter.fields.${name === "" ? "word" : name}`);
  return (
    <div className={styles.term}>
      <select
        className={styles.select}
        aria-label={t("workspace:filter.what")}
        value={field.name}
        onChange={({ target }) => {
          const next = offered.find(({ name }) => name === target.value);
          if (next) onChange(withField(term, next));
        }}
      >
        {offered.map((each) => (
          <option key={each.name} value={each.name}>
            {named(each)}
          </option>
        ))}
      </select>
      <select
        className={styles.select}
        aria-label={t("workspace:filter.how")}
        value={term.sign}
        onChange={({ target }) => onChange({ ...term, sign: target.value as Sign })}
      >
        {(signs.includes(term.sign) ? signs : [...signs, term.sign]).map((sign) => (
          <option key={sign} value={sign}>
            {t(`workspace:filter.signs.${SIGN_NAMES[sign]}`)}
          </option>
        ))}
      </select>
      <Value field={field} term={term} onChange={(value) => onChange({ ...term, value })} />
      <IconButton
        icon={<X size={14} />}
        label={t("workspace:filter.remove")}
        className={styles.small as string}
        onClick={onRemove}
      />
    </div>
  );
}

const SIGN_NAMES: Readonly<Record<Sign, string>> = {
  "=": "is",
  "!=": "isNot",
  ":": "contains",
  "!:": "lacks",
  ">": "above",
  "<": "below",
  ">=": "least",
  "<=": "most",
};

interface ValueProps {
  field: FilterField;
  term: Term;
  onChange: (value: string) => void;
}

/** What is compared with: one of those there are, or something typed. */
function Value({ field, term, onChange }: ValueProps) {
  const { t } = useTranslation();
  const id = useId();
  const { choices = [] } = field;
  const shared = {
    "aria-label": t("workspace:filter.with"),
    value: term.value,
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
      onChange(target.value),
  };
  if (field.kind === "choice" && !term.sign.endsWith(":"))
    return (
      <select className={styles.value} {...shared}>
        {choices.includes(term.value) ? null : <option value={term.value}>{term.value}</option>}
        {choices.map((each) => (
          <option key={each} value={each}>
            {t(`workspace:filter.values.${field.name}.${each}`, { defaultValue: each })}
          </option>
        ))}
      </select>
    );
  return (
    <>
      <input
        className={styles.value}
        type={field.kind === "number" ? "number" : "text"}
        step="any"
        maxLength={256}
        {...(choices.length > 0 ? { list: id } : {})}
        {...shared}
      />
      {choices.length > 0 ? (
        <datalist id={id}>
          {choices.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}
