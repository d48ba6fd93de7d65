import { Switch } from "antd";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Keys } from "../../ui";
import { ActionButton } from "../ActionButton";
import { useDrawing, useFrameRecords, useSelected, useSession, useShownFrame } from "../hooks";
import { useLayout } from "../layout-state";
import { attributeValues, listedObjects } from "../objects/listed";
import { PointCount } from "../PointCount";
import { atHand, attend, choicesOf, choose } from "./attributing";
import { useWorkMode } from "./mode";
import styles from "./modes.module.css";
import { goOn, stopAtEmpty, toolFor } from "./one-shape";
import { tagLabels, toggleTag } from "./tagging";

const PANELS = { attributes: AttributesMode, tags: TagsMode, single: SingleMode } as const;

/** What the mode asks for, above the lists of the panel. */
export function ModePanel() {
  const { mode } = useWorkMode();
  if (mode === "standard" || mode === "review") return null;
  const Panel = PANELS[mode];
  return (
    <section className={styles.panel}>
      <Panel />
    </section>
  );
}

function GoesOn() {
  const { goesOn, setGoesOn } = useWorkMode();
  return <Option name="goesOn" on={goesOn} onChange={setGoesOn} />;
}

interface OptionProps {
  name: "goesOn" | "onlyEmpty" | "handsOver";
  on: boolean;
  onChange: (on: boolean) => void;
}

function Option({ name, on, onChange }: OptionProps) {
  const { t } = useTranslation();
  const label = t(`workspace:modes.${name}`);
  return (
    <div className={styles.line}>
      <span>{label}</span>
      <Switch size="small" checked={on} onChange={onChange} aria-label={label} />
    </div>
  );
}

/** Labels of the whole frame, by digit. */
function TagsMode() {
  const { t } = useTranslation();
  const session = useSession();
  const on = new Set(
    useFrameRecords()
      .filter(({ kind }) => kind === "tag")
      .map(({ labelId }) => labelId),
  );
  return (
    <>
      <p className={styles.told}>{t("workspace:modes.tagsTold")}</p>
      {tagLabels(session).map(({ id = 0, name }, i) => (
        <button
          key={id}
          type="button"
          className={styles.option}
          aria-pressed={on.has(id)}
          onClick={() => toggleTag(session, id)}
        >
          <span className={styles.swatch} style={{ background: session.editor.colorOfLabel(id) }} />
          <span className={styles.name}>{name}</span>
          {i < 9 ? <Keys keys={[`${i + 1}`]} /> : null}
        </button>
      ))}
      <GoesOn />
    </>
  );
}

/** One attribute of one object at a time. */
function AttributesMode() {
  const { t } = useTranslation();
  const session = useSession();
  const { editor } = session;
  const { attribute, setAttribute } = useWorkMode();
  const frame = useShownFrame();
  const records = useFrameRecords();
  const selected = useSelected();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another frame or another choice is attended to anew
  useEffect(() => attend(editor), [editor, frame, selected]);
  const hand = atHand(session);
  const object = listedObjects(records, frame).find(({ record }) => record.id === hand?.id);
  if (!hand || !object) return <p className={styles.told}>{t("workspace:modes.noObject")}</p>;
  const info = hand.attributes[Math.min(attribute, hand.attributes.length - 1)];
  const value = info && attributeValues(object).get(info.id ?? 0);
  return (
    <>
      <div className={styles.line}>
        <ActionButton id="editor.previous" />
        <span className={styles.name}>
          {editor.label(object.record.labelId)?.name} {editor.store.numberOf(hand.id)}
        </span>
        <ActionButton id="editor.next" />
      </div>
      {info ? (
        <>
          <div className={styles.line}>
            <ActionButton id="workspace.previous-attribute" />
            <span className={styles.name}>{info.name}</span>
            <ActionButton id="workspace.next-attribute" />
          </div>
          {choicesOf(info).map((choice, n) => (
            <button
              key={choice}
              type="button"
              className={styles.option}
              aria-pressed={choice === value}
              onClick={() => {
                setAttribute(Math.min(attribute, hand.attributes.length - 1));
                choose(session, attribute, n);
              }}
            >
              <span className={styles.name}>{choice}</span>
              {n < 9 ? <Keys keys={[`${n + 1}`]} /> : null}
            </button>
          ))}
          {choicesOf(info).length === 0 ? (
            <p className={styles.told}>{t("workspace:modes.typed")}</p>
          ) : null}
        </>
      ) : (
        <p className={styles.told}>{t("workspace:modes.noAttributes")}</p>
      )}
    </>
  );
}

/** One kind of object, one after the other, on one frame after the other. */
function SingleMode() {
  const { t } = useTranslation();
  const session = useSession();
  const { editor } = session;
  const { labelId } = useDrawing();
  const { goesOn, onlyEmpty, handsOver, setHandsOver } = useWorkMode();
  const frame = useShownFrame();
  // biome-ignore lint/correctness/useExhaustiveDependencies: every frame and every label begins with drawing
  useEffect(() => {
    if (!editor.busy) editor.use(toolFor(editor));
  }, [editor, frame, labelId]);
  const next = useCallback(
    () => void goOn(session, () => useLayout.getState().showDialog("hand-over")),
    [session],
  );
  useEffect(
    () =>
      editor.store.subscribe(({ origin, diffs }) => {
        const drawn = origin === "user" && diffs.some(({ before }) => before === null);
        // The tool is put down first, so that the frame may change.
        if (drawn && goesOn) setTimeout(next);
      }),
    [editor, goesOn, next],
  );
  return (
    <>
      <p className={styles.told}>
        {t("workspace:modes.singleTold", { name: editor.label(labelId ?? 0)?.name ?? "" })}
      </p>
      <PointCount className={styles.line} inputClassName={styles.count} />
      <GoesOn />
      <Option name="onlyEmpty" on={onlyEmpty} onChange={(on) => stopAtEmpty(session, on)} />
      <Option name="handsOver" on={handsOver} onChange={setHandsOver} />
      <div className={styles.line}>
        <button type="button" className={styles.skip} onClick={next}>
          {t("workspace:modes.skip")}
        </button>
      </div>
    </>
  );
}
