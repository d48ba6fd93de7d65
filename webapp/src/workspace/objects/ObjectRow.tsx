import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { ActionButton } from "../ActionButton";
import { useFlagsVersion, useSelected, useSession, useSource } from "../hooks";
import { ShapeIcon } from "../icons";
import { Attributes } from "./Attributes";
import { LabelChoice } from "./LabelChoice";
import type { ListedObject } from "./listed";
import { ObjectFlags } from "./ObjectFlags";
import styles from "./objects.module.css";

/**
 * One object: what it is, its label, its flags; its attributes while it is the selected one.
 *
 * Its parts are told how they look, not of which object: on another frame most look the same
 * and are not drawn again.
 */
export function ObjectRow({ object }: { object: ListedObject }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { record, shape } = object;
  const { id } = record;
  useFlagsVersion();
  const selected = useSelected();
  const hovered = useSource(editor.selection, () => editor.selection.hovered === id);
  const isSelected = selected.has(id);
  const number = editor.store.numberOf(id);

  const select = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("button, select, input")) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) editor.selection.toggle(id);
    else editor.selection.set([id]);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Tab goes from object to object on the canvas
    // biome-ignore lint/a11y/useSemanticElements: a row of a list is no <fieldset> of a form
    <div
      role="group"
      aria-label={t("workspace:object", { number })}
      className={styles.row}
      data-object={id}
      data-selected={isSelected}
      data-hovered={hovered}
      data-outside={shape?.outside ?? false}
      data-testid="object-row"
      onClick={select}
      onDoubleClick={() => editor.focusOn(id)}
      onPointerEnter={() => editor.selection.hover(id)}
      onPointerLeave={() => hovered && editor.selection.hover(null)}
    >
      <div className={styles.head}>
        <span
          className={styles.colour}
          style={{
            background: shape ? editor.colorOf(shape) : editor.colorOfLabel(record.labelId),
          }}
        />
        <button
          type="button"
          className={styles.number}
          aria-label={t("workspace:selectObject", { number })}
          aria-pressed={isSelected}
          onClick={() => editor.selection.set([id])}
        >
          {number}
        </button>
        <span className={styles.shape} title={kindOf(object, t)}>
          <ShapeIcon type={shape?.type ?? "tag"} size={16} />
        </span>
        <LabelChoice
          labelId={record.labelId}
          type={shape?.type ?? "tag"}
          fixed={shape?.type === "skeleton" || !editor.isEditable(id)}
        />
        <ObjectFlags
          kind={record.kind}
          outside={shape?.outside ?? null}
          occluded={shape?.occluded ?? null}
          locked={editor.flags.is("locked", id)}
          hidden={editor.flags.is("hidden", id)}
          editable={editor.isEditable(id)}
        />
      </div>
      {isSelected && selected.size === 1 && record.kind === "track" ? <Keyframes /> : null}
      {isSelected && selected.size === 1 ? <Attributes key={id} object={object} /> : null}
    </div>
  );
}

/** The way from keyframe to keyframe of the selected track. */
function Keyframes() {
  return (
    <div className={styles.keyframes}>
      <ActionButton id="editor.previous-keyframe" />
      <ActionButton id="editor.toggle-keyframe" />
      <ActionButton id="editor.next-keyframe" />
      <ActionButton id="editor.split" />
    </div>
  );
}

function kindOf({ record, shape }: ListedObject, t: (key: string) => string): string {
  const type = t(`workspace:types.${shape?.type ?? "tag"}`);
  return record.kind === "track" ? `${type}, ${t("workspace:types.track")}` : type;
}
