import {
  ChevronDown,
  ChevronRight,
  Eye,
  EyeOff,
  GripVertical,
  Pencil,
  PencilOff,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Editor } from "../../editor";
import { IconButton } from "../../ui";
import { ActionButton } from "../ActionButton";
import { useDrawing, useFrameRecords, useSession, useSource } from "../hooks";
import type { ListGroup } from "../objects/arrange";
import { Lines } from "../objects/Lines";
import { useObjectList } from "../objects/list-state";
import type { ListedObject } from "../objects/listed";
import { ObjectRow } from "../objects/ObjectRow";
import { NoObjects, useLines } from "../objects/ObjectsPanel";
import { type DropPlace, useLayerDrag } from "./layer-drag";
import styles from "./layers.module.css";

const ORDERING = ["to-front", "forward", "backward", "to-back", "compact-layers"];

/** The frame's objects by layer, the uppermost first; they are dragged from one to the other. */
export function LayersPanel() {
  const { editor } = useSession();
  const lines = useLines("layer");
  const { place, begin } = useLayerDrag(editor);
  if (useFrameRecords().length === 0) return <NoObjects />;
  return (
    <>
      <div className={styles.bar}>
        {ORDERING.map((name) => (
          <ActionButton key={name} id={`editor.${name}`} />
        ))}
        <span className={styles.push} />
        <ActionButton id="editor.up-to-layer" />
      </div>
      <Lines
        lines={lines}
        head={(group) => <LayerHead group={group} place={place} />}
        row={(object) => (
          <div
            className={styles.object}
            data-layer={object.shape?.zOrder}
            data-target={isInto(place, object.shape?.zOrder)}
          >
            <Grip object={object} begin={begin} />
            <div className={styles.row}>
              <ObjectRow object={object} />
            </div>
          </div>
        )}
      />
    </>
  );
}

function isInto(place: DropPlace | null, layer: number | undefined): boolean {
  return place !== null && !place.above && place.layer === layer;
}

type Begin = ReturnType<typeof useLayerDrag>["begin"];

/** By it an object is dragged; with the keyboard it is raised and lowered. */
function Grip({ object, begin }: { object: ListedObject; begin: Begin }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { id } = object.record;
  if (!object.shape) return <span className={styles.grip} />;
  const number = editor.store.numberOf(id);
  return (
    <button
      type="button"
      className={styles.grip}
      title={t("workspace:layers.drag")}
      aria-label={t("workspace:layers.move", { number })}
      disabled={!editor.isEditable(id)}
      onPointerDown={(event) => begin(event, id)}
      onKeyDown={(event) => {
        const by = STEPS[event.key];
        if (!by) return;
        event.preventDefault();
        editor.commands.stepZOrder([id], by);
      }}
    >
      <GripVertical size={14} aria-hidden />
    </button>
  );
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowUp: 1, ArrowDown: -1 };

function LayerHead({ group, place }: { group: ListGroup; place: DropPlace | null }) {
  const { t } = useTranslation();
  const { toggleFolded } = useObjectList();
  const { key, name, count, folded } = group;
  const isLayer = name !== "";
  const layer = Number(name);
  return (
    <div
      className={styles.head}
      data-testid="layer"
      {...(isLayer && {
        "data-layer": layer,
        "data-head": true,
        "data-target": isInto(place, layer),
        "data-above": place?.above === true && place.layer === layer,
      })}
    >
      <button
        type="button"
        className={styles.fold}
        aria-expanded={!folded}
        onClick={() => toggleFolded(key)}
      >
        {folded ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
        <span>{isLayer ? t("workspace:list.layer", { name }) : t("workspace:types.tag")}</span>
        <span className={styles.count}>{count}</span>
      </button>
      {isLayer ? <LayerChoices layer={layer} /> : null}
    </div>
  );
}

/** Whether new objects go into the layer, and whether it is the uppermost that is seen. */
function LayerChoices({ layer }: { layer: number }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const draws = useDrawing().zOrder === layer;
  const top = useSource(editor.scene, () => editor.scene.topLayer);
  return (
    <>
      <IconButton
        icon={draws ? <Pencil size={14} /> : <PencilOff size={14} />}
        label={t("workspace:layers.draw", { layer })}
        pressed={draws}
        className={styles.small as string}
        onClick={() => editor.setDrawing({ zOrder: layer })}
      />
      <IconButton
        icon={layer > top ? <EyeOff size={14} /> : <Eye size={14} />}
        label={t(layer === top ? "workspace:layers.all" : "workspace:layers.upTo", { layer })}
        pressed={layer === top}
        className={styles.small as string}
        onClick={() => showUpTo(editor, layer === top ? Infinity : layer)}
      />
    </>
  );
}

/** What is drawn is to be seen: it goes into no layer above. */
function showUpTo(editor: Editor, layer: number): void {
  editor.scene.showUpTo(layer);
  if (editor.drawing.zOrder > layer) editor.setDrawing({ zOrder: layer });
}
