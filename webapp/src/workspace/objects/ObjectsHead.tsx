import { ArrowDownWideNarrow, Eye, EyeOff, Lock, LockOpen, Star, X } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { actions } from "../../actions";
import { IconButton, keyName } from "../../ui";
import { FilterButton } from "../filter/FilterButton";
import { SEARCH_INPUT_ID } from "../find-actions";
import { useFlagsVersion, useFrameRecords, useKeysOf, useSession } from "../hooks";
import { GROUPINGS, type Grouping, ORDERS, type Order } from "./arrange";
import { useObjectList } from "./list-state";
import styles from "./objects.module.css";

/** Above the list: what is searched for, how it is ordered, and locking or hiding it all. */
export function ObjectsHead() {
  return (
    <>
      <SearchField />
      <div className={styles.all}>
        <Arrangement />
        <AllObjects />
      </div>
    </>
  );
}

const SAVED_ID = "workspace-saved-searches";

function SearchField() {
  const { t } = useTranslation();
  const { query, saved, setQuery, toggleSaved, noteRecent } = useObjectList();
  const isSaved = saved.some((one) => one.query === query.trim());
  const keys = useKeysOf("workspace.search");
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && query !== "") setQuery("");
    else if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
  };
  return (
    <search className={styles.search}>
      <FilterButton />
      <input
        id={SEARCH_INPUT_ID}
        list={SAVED_ID}
        value={query}
        spellCheck={false}
        aria-label={t("workspace:search.name")}
        placeholder={[t("workspace:search.name"), ...keys.map(keyName)].join("  ")}
        title={t("workspace:search.help")}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={press}
        onBlur={noteRecent}
      />
      <datalist id={SAVED_ID}>
        {saved.map((one) => (
          <option key={one.query} value={one.query} label={one.name || one.query} />
        ))}
      </datalist>
      {query.trim() === "" ? null : (
        <>
          <IconButton
            icon={<Star size={14} fill={isSaved ? "currentColor" : "none"} />}
            label={t(isSaved ? "workspace:search.forget" : "workspace:search.save")}
            pressed={isSaved}
            className={styles.small as string}
            onClick={() => toggleSaved(query.trim())}
          />
          <IconButton
            icon={<X size={14} />}
            label={t("workspace:search.clear")}
            className={styles.small as string}
            onClick={() => setQuery("")}
          />
        </>
      )}
    </search>
  );
}

function Arrangement() {
  const { t } = useTranslation();
  const { order, grouping, setOrder, setGrouping } = useObjectList();
  return (
    <div className={styles.arrangement}>
      <ArrowDownWideNarrow size={14} aria-hidden />
      <Choice
        label={t("workspace:list.order")}
        value={order}
        onChange={(value) => setOrder(value as Order)}
      >
        {ORDERS.map((each) => (
          <option key={each} value={each}>
            {t(`workspace:list.by.${each}`)}
          </option>
        ))}
      </Choice>
      <Choice
        label={t("workspace:list.grouping")}
        value={grouping}
        onChange={(value) => setGrouping(value as Grouping)}
      >
        {GROUPINGS.map((each) => (
          <option key={each} value={each}>
            {t(`workspace:list.groups.${each}`)}
          </option>
        ))}
      </Choice>
    </div>
  );
}

function Choice(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  const { label, value, onChange, children } = props;
  return (
    <select
      className={styles.choice}
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
        event.target.blur();
      }}
    >
      {children}
    </select>
  );
}

/** Lock or hide everything on the frame. */
function AllObjects() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const records = useFrameRecords();
  useFlagsVersion();
  const allHidden = records.every(({ id }) => editor.flags.is("hidden", id));
  const allLocked = records.every(({ id }) => editor.flags.is("locked", id));
  const hideKeys = useKeysOf("editor.toggle-all-hidden");
  const lockKeys = useKeysOf("editor.toggle-all-locked");
  return (
    <>
      <IconButton
        icon={allLocked ? <Lock size={15} /> : <LockOpen size={15} />}
        label={t(allLocked ? "workspace:unlockAll" : "workspace:lockAll")}
        keys={lockKeys}
        pressed={allLocked}
        className={styles.small as string}
        onClick={() => actions.run("editor.toggle-all-locked")}
      />
      <IconButton
        icon={allHidden ? <EyeOff size={15} /> : <Eye size={15} />}
        label={t(allHidden ? "workspace:showAll" : "workspace:hideAll")}
        keys={hideKeys}
        pressed={allHidden}
        className={styles.small as string}
        onClick={() => actions.run("editor.toggle-all-hidden")}
      />
    </>
  );
}
