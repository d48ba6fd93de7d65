import { useTranslation } from "react-i18next";
import { type DraftClause, newTerm, put } from "./draft";
import { type FilterField, fieldOf } from "./fields";
import styles from "./filter.module.css";
import { TermEditor } from "./TermEditor";

interface ClauseEditorProps {
  clause: DraftClause;
  fields: readonly FilterField[];
  /** Whether nothing stands before it that has to hold too. */
  first: boolean;
  onChange: (clause: DraftClause) => void;
  /** Take away the term of that key. */
  onRemove: (term: number) => void;
}

/** Rules of which one has to hold, or none. */
export function ClauseEditor({ clause, fields, first, onChange, onRemove }: ClauseEditorProps) {
  const { t } = useTranslation();
  const { not, terms } = clause;
  const last = terms.at(-1);
  const add = () =>
    last && onChange({ ...clause, terms: [...terms, newTerm(fieldOf(last, fields))] });
  return (
    <fieldset className={styles.clause}>
      <div className={styles.head}>
        {first ? null : <span>{t("workspace:filter.and")}</span>}
        {not || terms.length > 1 ? (
          <select
            className={styles.select}
            aria-label={t("workspace:filter.join")}
            value={not ? "none" : "any"}
            onChange={({ target }) => onChange({ ...clause, not: target.value === "none" })}
          >
            <option value="any">{t("workspace:filter.any")}</option>
            <option value="none">{t("workspace:filter.noneOf")}</option>
          </select>
        ) : null}
      </div>
      {terms.map((term) => (
        <TermEditor
          key={term.key}
          term={term}
          fields={fields}
          onChange={(next) =>
            onChange({ ...clause, terms: put(terms, { ...next, key: term.key }) })
          }
          onRemove={() => onRemove(term.key)}
        />
      ))}
      <button type="button" className={styles.or} onClick={add}>
        {t("workspace:filter.or")}
      </button>
    </fieldset>
  );
}
