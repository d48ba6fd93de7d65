import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { FilterButton } from "./filters/FilterButton";
import { FilterPanel } from "./filters/FilterPanel";
import type { Field } from "./filters/fields";
import styles from "./lists.module.css";
import type { Sort } from "./orders";
import { SearchField } from "./SearchField";
import { SortMenu } from "./SortMenu";
import { type QuickFilter, shown, toggled } from "./search";
import { useListSearch } from "./useListSearch";

interface FilterBarProps {
  /** What is looked for, as the empty search field says it; absent: the list has no search. */
  placeholder?: string;
  filters: readonly QuickFilter[];
  /** What rules can be about; none: there is no builder. */
  fields?: readonly Field[];
  sorts: readonly Sort[];
  /** The list's order until one is chosen; by default the latest change first. */
  usualSort?: string;
  /** How many things match; absent while unknown. */
  count?: number | undefined;
  /** At the end of the line: what can be done with the whole list. */
  more?: ReactNode;
  /** At the beginning of the line: takes all rows of the page. */
  select?: ReactNode;
}

/** Search, filters and order of a list; all of it lives in the address. */
export function FilterBar(props: FilterBarProps) {
  const { placeholder, filters, fields = [], sorts, usualSort, count, select, more } = props;
  const { t } = useTranslation();
  const [search] = useListSearch();
  const [building, setBuilding] = useState(false);
  return (
    <search className={styles.filter}>
      <div className={styles.bar}>
        {select}
        {placeholder ? <SearchField placeholder={placeholder} /> : null}
        <div className={styles.narrowing}>
          <QuickFilters filters={filters} />
          {fields.length ? (
            <FilterButton filter={search.filter} open={building} onOpen={setBuilding} />
          ) : null}
        </div>
        <span className={styles.end}>
          <span className={styles.count} aria-live="polite">
            {count === undefined ? "" : t("lists:count", { count })}
          </span>
          {more}
          {sorts.length ? <SortMenu sorts={sorts} usual={usualSort} /> : null}
        </span>
      </div>
      {building ? <FilterPanel fields={fields} /> : null}
    </search>
  );
}

function QuickFilters({ filters }: { filters: readonly QuickFilter[] }) {
  const { t } = useTranslation();
  const [search, change] = useListSearch();
  const on = shown(search);
  if (!filters.length) return null;
  return (
    <fieldset className={styles.chips} aria-label={t("lists:quickFilters")}>
      {filters.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          className={styles.chip}
          aria-pressed={on.includes(id)}
          onClick={() => change(toggled(search, id))}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
