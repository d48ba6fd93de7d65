import { Button, Input } from "antd";
import { RotateCcw, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Action, actions } from "../../actions";
import { IconButton, Keys } from "../../ui";
import { keyName } from "../../ui/Keys";
import { useSource } from "../hooks";
import { chordOf } from "./key-chord";
import { usePreferences } from "./preferences";
import styles from "./settings.module.css";

/** The keys of every action, to be changed; keys that two actions claim are told. */
export function KeysTab() {
  const { t } = useTranslation();
  const { keys: changed, restoreKeys } = usePreferences();
  const [words, setWords] = useState("");
  const list = useSource(actions, () => actions.list());
  const conflicts = new Map(
    actions
      .conflicts()
      .flatMap(({ keys, actions: claimants }) =>
        claimants.map((each) => [each.id, { keys, claimants }] as const),
      ),
  );
  const found = list.filter((action) =>
    `${t(action.label)} ${actions.keysOf(action.id).map(keyName).join(" ")}`
      .toLowerCase()
      .includes(words.trim().toLowerCase()),
  );
  return (
    <div className={styles.keysTab}>
      <div className={styles.keysBar}>
        <Input
          type="search"
          allowClear
          placeholder={t("workspace:settings.search")}
          aria-label={t("workspace:settings.search")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button disabled={Object.keys(changed).length === 0} onClick={restoreKeys}>
          {t("workspace:settings.restoreAll")}
        </Button>
      </div>
      <ul className={styles.keys}>
        {found.map((action) => (
          <KeyLine
            key={action.id}
            action={action}
            isChanged={action.id in changed}
            conflict={conflicts.get(action.id)}
          />
        ))}
      </ul>
    </div>
  );
}

interface LineProps {
  action: Action;
  isChanged: boolean;
  conflict: { keys: string; claimants: readonly Action[] } | undefined;
}

function KeyLine({ action, isChanged, conflict }: LineProps) {
  const { t } = useTranslation();
  const { setKeys } = usePreferences();
  const [recording, setRecording] = useState(false);
  const name = t(action.label);
  const keys = actions.keysOf(action.id);
  const record = (event: KeyboardEvent) => {
    if (!recording) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return setRecording(false);
    const chord = chordOf(event.nativeEvent);
    if (chord === null) return;
    setKeys(action.id, [chord]);
    setRecording(false);
  };
  const others = conflict?.claimants
    .filter(({ id }) => id !== action.id)
    .map((each) => t(each.label));
  return (
    <li className={styles.keyLine}>
      <span className={styles.keyName}>
        {name}
        {others ? (
          <span className={styles.conflict} role="alert">
            {t("workspace:settings.conflict", {
              keys: keyName(conflict?.keys ?? ""),
              names: others.join(", "),
            })}
          </span>
        ) : null}
      </span>
      <button
        type="button"
        className={styles.record}
        data-recording={recording}
        onClick={() => setRecording(true)}
        onKeyDown={record}
        onBlur={() => setRecording(false)}
      >
        <span className="visually-hidden">{t("workspace:settings.change", { name })}</span>{" "}
        {recording ? t("workspace:settings.press") : null}
        {!recording && keys.length > 0 ? <Keys keys={keys} /> : null}
        {!recording && keys.length === 0 ? t("workspace:settings.none") : null}
      </button>
      <IconButton
        icon={<X size={14} />}
        label={t("workspace:settings.clear", { name })}
        disabled={keys.length === 0}
        onClick={() => setKeys(action.id, [])}
      />
      <IconButton
        icon={<RotateCcw size={14} />}
        label={t("workspace:settings.restore", { name })}
        disabled={!isChanged}
        onClick={() => setKeys(action.id, null)}
      />
    </li>
  );
}
