import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JsonLogic } from "../search";
import { useListSearch } from "../useListSearch";
import type { Field } from "./fields";
import styles from "./filters.module.css";
import { fromLogic } from "./from-logic";
import { GroupEditor } from "./GroupEditor";
import { toLogic } from "./to-logic";
import { type Group, newGroup, newRule } from "./tree";

/** Builds the rules of a list; whatever is complete holds at once. */
export function FilterBuilder({ fields }: { fields: readonly Field[] }) {
  const { t } = useTranslation();
  const { group, change, clear } = useRules(fields);
  return (
    <section className={styles.panel} aria-label={t("lists:filter")}>
      {group ? (
        <GroupEditor
          group={group}
          fields={fields}
          onChange={change}
          end={group.parts.length ? <Clear onClear={clear} /> : null}
        />
      ) : (
        <Wordless onClear={clear} />
      )}
    </section>
  );
}

/** A filter from an address that the builder cannot say; it holds all the same. */
function Wordless({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  const [{ filter }] = useListSearch();
  return (
    <div className={styles.wordless}>
      <p>{t("lists:wordless")}</p>
      <code>{JSON.stringify(filter)}</code>
      <Clear onClear={onClear} />
    </div>
  );
}

function Clear({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Button type="text" size="small" className={styles.clear} onClick={onClear}>
      {t("lists:clearRules")}
    </Button>
  );
}

/** The rules being built. What is in the address wins when it changes from elsewhere. */
function useRules(fields: readonly Field[]) {
  const [search, setSearch] = useListSearch();
  const told = useRef(written(search.filter));
  const [group, setGroup] = useState(() => opened(search.filter, fields));

  useEffect(() => {
    const now = written(search.filter);
    if (now === told.current) return;
    told.current = now;
    setGroup(opened(search.filter, fields));
  }, [search.filter, fields]);

  const put = (next: Group) => {
    setGroup(next);
    const filter = toLogic(next, fields);
    if (written(filter) === told.current) return;
    told.current = written(filter);
    setSearch({ ...search, filter, page: undefined }, true);
  };
  return { group, change: put, clear: () => put(newGroup()) };
}

/** The rules of the filter; a first one to fill in where there are none. */
function opened(filter: JsonLogic | undefined, fields: readonly Field[]): Group | null {
  const [first] = fields;
  return filter ? fromLogic(filter, fields) : newGroup(first ? [newRule(first)] : []);
}

function written(filter: JsonLogic | undefined): string {
  return filter ? JSON.stringify(filter) : "";
}
