import { Button, Switch } from "antd";
import { Plus } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Keys } from "../../ui";
import { useKeysOf, useSession } from "../hooks";
import { useObjectList } from "../objects/list-state";
import { ClauseEditor } from "./ClauseEditor";
import { type DraftClause, draftOf, newClause, put, queryOf, withoutTerm } from "./draft";
import { type FilterField, filterFields } from "./fields";
import styles from "./filter.module.css";
import { KeptQueries } from "./KeptQueries";

/** The search of objects, clicked together; whatever is complete holds at once. */
export function FilterBuilder() {
  const { t } = useTranslation();
  const { labels } = useSession();
  const fields = useMemo(() => filterFields(labels), [labels]);
  const [first] = fields as [FilterField];
  const { clauses, change } = useDraft(first);
  return (
    <section className={styles.builder} aria-label={t("workspace:actions.filter")}>
      {clauses.map((clause, i) => (
        <ClauseEditor
          key={clause.key}
          clause={clause}
          fields={fields}
          first={i === 0}
          onChange={(next) => change(put(clauses, next))}
          onRemove={(term) => change(withoutTerm(clauses, term))}
        />
      ))}
      <div className={styles.additions}>
        <Button
          size="small"
          type="text"
          icon={<Plus size={14} />}
          onClick={() => change([...clauses, newClause(first)])}
        >
          {t("workspace:filter.add")}
        </Button>
        {clauses.length > 0 ? (
          <Button size="small" type="text" onClick={() => change([])}>
            {t("workspace:filter.clear")}
          </Button>
        ) : null}
      </div>
      <FindsOnly />
      <KeptQueries />
    </section>
  );
}

function FindsOnly() {
  const { t } = useTranslation();
  const { findsOnly, toggleFindsOnly } = useObjectList();
  const name = t("workspace:actions.finds-only");
  return (
    <div className={styles.setting}>
      <Switch size="small" checked={findsOnly} onChange={toggleFindsOnly} aria-label={name} />
      <span>{name}</span>
      <Keys keys={useKeysOf("workspace.finds-only")} />
    </div>
  );
}

/** The parts of the search: changed here, or read again when it was typed or taken from the kept. */
function useDraft(first: FilterField) {
  const { query, setQuery } = useObjectList();
  const told = useRef(query);
  const [clauses, setClauses] = useState(() => opened(query, first));
  useEffect(() => {
    if (query === told.current) return;
    told.current = query;
    setClauses(draftOf(query));
  }, [query]);
  const change = (next: DraftClause[]) => {
    setClauses(next);
    told.current = queryOf(next);
    setQuery(told.current);
  };
  return { clauses, change };
}

/** A first rule to fill in where there are none. */
function opened(query: string, first: FilterField): DraftClause[] {
  const clauses = draftOf(query);
  return clauses.length > 0 ? clauses : [newClause(first)];
}
