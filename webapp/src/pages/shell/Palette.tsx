import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Modal } from "antd";
import { Command, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState, useSyncExternalStore } from "react";
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
  const { found, awaited } = useFound(words.trim());
  const { at, choose } = useChosen(found);
  const [entered, setEntered] = useState(false);
  const navigate = useNavigate();

  const take = (thing: Found) => {
    onDone();
    if (thing.run) thing.run();
    else if (thing.to) void navigate({ to: thing.to });
  };
  const enter = () => {
    const chosen = found[at];
    if (chosen) take(chosen);
    else setEntered(awaited);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(found[(at + step + found.length) % Math.max(1, found.length)]);
    else if (event.key === "Enter") enter();
    else return;
    event.preventDefault();
  };
  // Enter pressed before anything was found is for the first thing that is.
  useEffect(() => {
    if (entered && (found[0] || !awaited)) setEntered(false);
    if (entered && found[0]) take(found[0]);
  });

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
            setEntered(false);
            choose(undefined);
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
            onPoint={() => choose(thing)}
            onTake={() => take(thing)}
          />
        ))}
        {found.length || awaited ? null : (
          <p className={styles.nothing}>{t("shell:nothingFound")}</p>
        )}
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

/**
 * The place of the highlighted line, and how to choose another.
 *
 * It stays with its thing when the list around it changes: what one is about
 * to take does not become another thing under the finger.
 */
function useChosen(found: readonly Found[]) {
  const [key, setKey] = useState<string | null>(null);
  const at = Math.max(
    0,
    found.findIndex((thing) => thing.key === key),
  );
  const shown = found[at]?.key ?? null;
  if (shown !== key) setKey(shown);
  return { at, choose: (thing: Found | undefined) => setKey(thing?.key ?? null) };
}

/**
 * What matches the words; `awaited` while the server has not answered for them.
 *
 * Until then those of the things found before are shown that match by name.
 */
function useFound(words: string): { found: Found[]; awaited: boolean } {
  const doable = useActions();
  const {
    data: things = [],
    isPlaceholderData,
    isPending,
  } = useQuery({
    queryKey: ["find", words],
    queryFn: ({ signal }) => findThings(words, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const lower = words.toLowerCase();
  const named = ({ title }: Found) => title.toLowerCase().includes(lower);
  const known = isPlaceholderData ? things.filter(named) : things;
  return { found: [...doable.filter(named), ...known], awaited: isPlaceholderData || isPending };
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
