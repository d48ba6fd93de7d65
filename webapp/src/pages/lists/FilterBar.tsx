import { Input, type InputRef, Select } from "antd";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { actions, defineAction } from "../../actions";
import styles from "./lists.module.css";
import { type QuickFilter, shown, toggled } from "./search";
import { useListSearch } from "./useListSearch";

interface FilterBarProps {
  /** What is looked for, as the empty search field says it. */
  placeholder: string;
  filters: readonly QuickFilter[];
  sorts: readonly { value: string; label: string }[];
  /** How many things match; absent while unknown. */
  count?: number | undefined;
}

/** Search, quick filters and order of a list; all of it lives in the address. */
export function FilterBar({ placeholder, filters, sorts, count }: FilterBarProps) {
  const { t } = useTranslation();
  const [search, change] = useListSearch();
  const on = shown(search);
  return (
    <search className={styles.bar}>
      <SearchField placeholder={placeholder} />
      {filters.length ? (
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
      ) : null}
      <span className={styles.count} aria-live="polite">
        {count === undefined ? "" : t("lists:count", { count })}
      </span>
      {sorts.length ? (
        <Select
          className={styles.sort}
          aria-label={t("lists:sort")}
          value={search.sort ?? sorts[0]?.value}
          options={[...sorts]}
          popupMatchSelectWidth={false}
          onChange={(sort) => change({ ...search, sort, page: undefined })}
        />
      ) : null}
    </search>
  );
}

const typingPause = 250;

function SearchField({ placeholder }: { placeholder: string }) {
  const [search, change] = useListSearch();
  const [words, setWords] = useState(search.q ?? "");
  const field = useRef<InputRef>(null);
  const asked = search.q ?? "";

  useEffect(() => setWords(asked), [asked]);

  useEffect(() => {
    if (words.trim() === asked) return;
    const timer = setTimeout(() => {
      change({ ...search, q: words.trim() || undefined, page: undefined }, true);
    }, typingPause);
    return () => clearTimeout(timer);
  }, [words, asked, search, change]);

  useEffect(
    () =>
      actions.add(
        defineAction({
          id: "lists.search",
          label: "lists:focusSearch",
          group: "shell:everywhere",
          scope: "global",
          keys: ["/"],
          run: () => field.current?.focus(),
        }),
      ),
    [],
  );

  return (
    <Input
      ref={field}
      className={styles.search}
      type="search"
      allowClear
      aria-label={placeholder}
      placeholder={placeholder}
      prefix={<Search size={15} aria-hidden />}
      suffix={words ? undefined : <kbd>/</kbd>}
      value={words}
      onChange={(event) => setWords(event.target.value)}
    />
  );
}
