import { Route } from "lucide-react";
import { useTranslation } from "react-i18next";
import { contributions } from "../plugins/contributions";
import { IconButton } from "../ui";
import { ActionButton } from "./ActionButton";
import { Chrome } from "./Chrome";
import { useDrawing, useSession, useSource } from "./hooks";
import styles from "./tools.module.css";

const SHAPES = ["rectangle", "polygon", "polyline", "points", "ellipse", "cuboid", "mask"];
const VIEW = ["turn-right", "tool-zoom", "fit"];
const OPERATIONS = ["merge", "split", "group", "join", "slice"];

/** The tools, and the label they draw with. */
export function ToolStrip() {
  const { t } = useTranslation();
  return (
    <Chrome as="nav" className={styles.strip} aria-label={t("workspace:tools")}>
      <ActionButton id="editor.tool-select" placement="right" />
      <span className={styles.gap} />
      {SHAPES.map((tool) => (
        <ActionButton key={tool} id={`editor.tool-${tool}`} placement="right" />
      ))}
      <SkeletonTool />
      <span className={styles.gap} />
      <ActiveLabel />
      <DrawingMode />
      <span className={styles.gap} />
      {OPERATIONS.map((operation) => (
        <ActionButton key={operation} id={`editor.${operation}`} placement="right" />
      ))}
      <PluginTools />
      <span className={styles.push} />
      {VIEW.map((action) => (
        <ActionButton key={action} id={`editor.${action}`} placement="right" />
      ))}
    </Chrome>
  );
}

/** What plugins brought. */
function PluginTools() {
  const tools = useSource(contributions, () => contributions.list("tool"));
  if (tools.length === 0) return null;
  return (
    <>
      <span className={styles.gap} />
      {tools.map(({ id }) => (
        <ActionButton key={id} id={id} placement="right" />
      ))}
    </>
  );
}

/** Only jobs that have a skeleton label have this tool. */
function SkeletonTool() {
  const { labels } = useSession();
  if (!labels.some(({ type }) => type === "skeleton")) return null;
  return <ActionButton id="editor.tool-skeleton" placement="right" />;
}

/** Whether the next object is for this frame only or a track over the frames after it. */
function DrawingMode() {
  const { t } = useTranslation();
  const { editor, pictures } = useSession();
  const { mode } = useDrawing();
  if (pictures.numbers.length < 2) return null;
  const tracks = mode === "track";
  return (
    <IconButton
      icon={<Route size={18} strokeWidth={1.5} aria-hidden />}
      label={t(tracks ? "workspace:drawsTracks" : "workspace:drawsShapes")}
      pressed={tracks}
      placement="right"
      onClick={() => editor.setDrawing({ mode: tracks ? "shape" : "track" })}
    />
  );
}

/** The colour and name of the label the next shape gets, and the choice of another. */
function ActiveLabel() {
  const { t } = useTranslation();
  const { editor, labels } = useSession();
  const { labelId } = useDrawing();
  const label = labels.find((each) => each.id === labelId);
  if (!label) return null;
  return (
    <label className={styles.label} title={t("workspace:drawWith", { name: label.name })}>
      <span className={styles.swatch} style={{ background: editor.colorOfLabel(label.id ?? 0) }} />
      <span className={styles.labelName}>{label.name}</span>
      <select
        className={styles.labelSelect}
        aria-label={t("workspace:labelForNext")}
        value={label.id}
        onChange={(event) => {
          editor.setDrawing({ labelId: Number(event.target.value) });
          event.target.blur();
        }}
      >
        {labels.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </label>
  );
}
