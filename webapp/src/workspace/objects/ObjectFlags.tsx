import { Blend, Eye, EyeOff, Lock, LockOpen, LogOut, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui";
import { useFlagsVersion, useKeysOf, useSession } from "../hooks";
import type { ListedObject } from "./listed";
import styles from "./objects.module.css";

/** Occluded, locked, hidden and delete; those that are on stay in sight. */
export function ObjectFlags({ object: { record, shape } }: { object: ListedObject }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  useFlagsVersion();
  const { id } = record;
  const locked = editor.flags.is("locked", id);
  const hidden = editor.flags.is("hidden", id);
  const editable = editor.isEditable(id);
  const keys = {
    occluded: useKeysOf("editor.toggle-occluded"),
    locked: useKeysOf("editor.toggle-locked"),
    hidden: useKeysOf("editor.toggle-hidden"),
    remove: useKeysOf("editor.remove"),
    outside: useKeysOf("editor.toggle-outside"),
  };
  return (
    <span className={styles.flags}>
      {shape && record.kind === "track" ? (
        <IconButton
          icon={<LogOut size={15} />}
          label={t("workspace:outside")}
          keys={keys.outside}
          pressed={shape.outside}
          disabled={!editable}
          className={styles.small as string}
          light
          onClick={() => editor.commands.toggleOutside([id])}
        />
      ) : null}
      {shape ? (
        <IconButton
          icon={<Blend size={15} />}
          label={t("workspace:occluded")}
          keys={keys.occluded}
          pressed={shape.occluded}
          disabled={!editable}
          className={styles.small as string}
          light
          onClick={() => editor.commands.toggleOccluded([id])}
        />
      ) : null}
      <IconButton
        icon={locked ? <Lock size={15} /> : <LockOpen size={15} />}
        label={t(locked ? "workspace:unlock" : "workspace:lock")}
        keys={keys.locked}
        pressed={locked}
        className={styles.small as string}
        light
        onClick={() => editor.flags.toggle("locked", [id])}
      />
      {shape ? (
        <IconButton
          icon={hidden ? <EyeOff size={15} /> : <Eye size={15} />}
          label={t(hidden ? "workspace:show" : "workspace:hide")}
          keys={keys.hidden}
          pressed={hidden}
          className={styles.small as string}
          light
          onClick={() => editor.flags.toggle("hidden", [id])}
        />
      ) : null}
      <IconButton
        icon={<Trash2 size={15} />}
        label={t("common:delete")}
        keys={keys.remove}
        danger
        disabled={!editable}
        className={styles.small as string}
        light
        onClick={() => editor.commands.remove([id])}
      />
    </span>
  );
}
