import { Input, type InputRef } from "antd";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { actions, defineAction } from "../../actions";
import styles from "./lists.module.css";
import { useListSearch } from "./useListSearch";

const typingPause = 250;

/** Words a list is searched for; the list follows a moment after the last letter. */
export function SearchField({ placeholder }: { placeholder: string }) {
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
