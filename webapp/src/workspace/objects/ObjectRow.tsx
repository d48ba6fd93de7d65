import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { ActionButton } from "../ActionButton";
import { useFlagsVersion, useSelected, useSession, useSource } from "../hooks";
import { ShapeIcon } from "../icons";
import { Attributes } from "./Attributes";
import type { ListedObject } from "./listed";
import { ObjectFlags } from "./ObjectFlags";
import styles from "./objects.module.css";

/** One object: what it is, its label, its flags; its attributes while it is the selected one. */
export function ObjectRow({ object }: { object: ListedObject }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { record, shape } = object;
  const { id } = record;
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
    // biome-ignore lint/a11y/noStaticElementInteractions: the row's button does the same by keyboard
    <div
      className={styles.row}
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
        <LabelChoice object={object} />
        <ObjectFlags object={object} />
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

function LabelChoice({ object: { record, shape } }: { object: ListedObject }) {
  const { t } = useTranslation();
  const { editor, labels } = useSession();
  useFlagsVersion();
  const fits = (type: string | undefined) =>
    !type || type === "any" || type === (shape?.type ?? "tag");
  const choices = labels.filter((label) => label.id === record.labelId || fits(label.type));
  const fixed = shape?.type === "skeleton" || !editor.isEditable(record.id);
  return (
    <select
      className={styles.labelSelect}
      aria-label={t("workspace:labelOf", { number: editor.store.numberOf(record.id) })}
      value={record.labelId}
      disabled={fixed}
      onChange={(event) => {
        editor.commands.setLabel([record.id], Number(event.target.value));
        event.target.blur();
      }}
    >
      {choices.map((label) => (
        <option key={label.id} value={label.id}>
          {label.name}
        </option>
      ))}
    </select>
  );
}
