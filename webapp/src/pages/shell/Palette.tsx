import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Modal } from "antd";
import { Command, Search } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useId, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { actions, isEnabled } from "../../actions";
import { Keys } from "../../ui/Keys";
import { type Found, findThings } from "./find-things";
import styles from "./palette.module.css";
import { usePalette } from "./palette-state";

/** Finds projects, tasks, jobs and actions by what is typed, and goes there. */
export function Palette() {
  const { t } = useTranslation();
  const { open, show } = usePalette();
  return (
    <Modal
      open={open}
      title={<span className="visually-hidden">{t("shell:actions.find")}</span>}
      onCancel={() => show(false)}
      footer={null}
      closable={false}
      destroyOnHidden
      width={600}
      style={{ top: 96 }}
      styles={{ container: { padding: 0 }, header: { height: 0, margin: 0 } }}
    >
      <Finder onDone={() => show(false)} />
    </Modal>
  );
}

function Finder({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const list = useId();
  const [words, setWords] = useState("");
  const [place, setPlace] = useState(0);
  const found = useFound(useDeferredValue(words.trim()));
  const navigate = useNavigate();
  const at = Math.min(place, found.length - 1);

  const take = (thing: Found | undefined) => {
    if (!thing) return;
    onDone();
    if (thing.run) thing.run();
    else if (thing.to) void navigate({ to: thing.to });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setPlace((at + step + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") take(found[at]);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.palette}>
      <label className={styles.field}>
        <Search size={17} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened in order to type into it
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
          aria-label={t("shell:find")}
          placeholder={t("shell:find")}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Keys keys={["Escape"]} />
      </label>
      <div id={list} role="listbox" aria-label={t("shell:found")} className={styles.found}>
        {found.map((thing, index) => (
          <Thing
            key={thing.key}
            id={`${list}-${index}`}
            thing={thing}
            chosen={index === at}
            onPoint={() => setPlace(index)}
            onTake={() => take(thing)}
          />
        ))}
        {found.length ? null : <p className={styles.nothing}>{t("shell:nothingFound")}</p>}
      </div>
    </div>
  );
}

interface ThingProps {
  id: string;
  thing: Found;
  chosen: boolean;
  onPoint: () => void;
  onTake: () => void;
}

function Thing({ id, thing, chosen, onPoint, onTake }: ThingProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      id={id}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      ref={(element) => {
        if (chosen) element?.scrollIntoView({ block: "nearest" });
      }}
      className={styles.thing}
      onMouseMove={onPoint}
      onClick={onTake}
    >
      <thing.icon size={16} strokeWidth={1.75} aria-hidden />
      <span className={styles.title}>{thing.title}</span>
      <span className={styles.where}>{thing.where}</span>
      {thing.keys?.length ? <Keys keys={thing.keys} /> : null}
      <span className={styles.kind}>{t(`shell:kinds.${thing.kind}`)}</span>
    </button>
  );
}

function useFound(words: string): Found[] {
  const doable = useActions();
  const { data: things = [] } = useQuery({
    queryKey: ["find", words],
    queryFn: ({ signal }) => findThings(words, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const lower = words.toLowerCase();
  return [...doable.filter(({ title }) => title.toLowerCase().includes(lower)), ...things];
}

/** What can be done here and now, as lines of the palette. */
function useActions(): Found[] {
  const { t } = useTranslation();
  const all = useSyncExternalStore(
    (told) => actions.subscribe(told),
    () => actions.list(),
  );
  return all
    .filter((action) => action.id !== "shell.find" && isEnabled(action))
    .map(({ id, label, run }) => ({
      key: id,
      kind: "action",
      icon: Command,
      title: t(label),
      where: "",
      keys: actions.keysOf(id).slice(0, 1),
      run,
    }));
}
