import { Blend, Eye, EyeOff, Lock, LockOpen, LogOut, Trash2 } from "lucide-react";
import { type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import type { AnnotationRecord, RecordId } from "../../core/records";
import { IconButton } from "../../ui";
import { useKeysOf, useSession } from "../hooks";
import styles from "./objects.module.css";
import { objectOf } from "./row-object";

interface ObjectFlagsProps {
  kind: AnnotationRecord["kind"];
  /** `null` for what has no place on the picture. */
  outside: boolean | null;
  occluded: boolean | null;
  locked: boolean;
  hidden: boolean;
  editable: boolean;
}

/** Occluded, locked, hidden and delete of a row's object; those that are on stay in sight. */
export const ObjectFlags = memo(function ObjectFlags(look: ObjectFlagsProps) {
  const { kind, outside, occluded, locked, hidden, editable } = look;
  const { t } = useTranslation();
  const { editor } = useSession();
  const onObject = (act: (ids: RecordId[]) => void) => (event: MouseEvent) =>
    act([objectOf(event.currentTarget as Element)]);
  const keys = {
    occluded: useKeysOf("editor.toggle-occluded"),
    locked: useKeysOf("editor.toggle-locked"),
    hidden: useKeysOf("editor.toggle-hidden"),
    remove: useKeysOf("editor.remove"),
    outside: useKeysOf("editor.toggle-outside"),
  };
  return (
    <span className={styles.flags}>
      {outside !== null && kind === "track" ? (
        <IconButton
          icon={<LogOut size={15} />}
          label={t("workspace:outside")}
          keys={keys.outside}
          pressed={outside}
          disabled={!editable}
          className={styles.small as string}
          light
          onClick={onObject((ids) => editor.commands.toggleOutside(ids))}
        />
      ) : null}
      {occluded !== null ? (
        <IconButton
          icon={<Blend size={15} />}
          label={t("workspace:occluded")}
          keys={keys.occluded}
          pressed={occluded}
          disabled={!editable}
          className={styles.small as string}
          light
          onClick={onObject((ids) => editor.commands.toggleOccluded(ids))}
        />
      ) : null}
      <IconButton
        icon={locked ? <Lock size={15} /> : <LockOpen size={15} />}
        label={t(locked ? "workspace:unlock" : "workspace:lock")}
        keys={keys.locked}
        pressed={locked}
        className={styles.small as string}
        light
        onClick={onObject((ids) => editor.flags.toggle("locked", ids))}
      />
      {occluded !== null ? (
        <IconButton
          icon={hidden ? <EyeOff size={15} /> : <Eye size={15} />}
          label={t(hidden ? "workspace:show" : "workspace:hide")}
          keys={keys.hidden}
          pressed={hidden}
          className={styles.small as string}
          light
          onClick={onObject((ids) => editor.flags.toggle("hidden", ids))}
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
        onClick={onObject((ids) => editor.commands.remove(ids))}
      />
    </span>
  );
});
