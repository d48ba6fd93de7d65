import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { actions } from "../actions";
import type { DrawingSettings, ToolId } from "../editor";
import { ActionButton } from "./ActionButton";
import { Chrome } from "./Chrome";
import { useDrawing, useSession, useSource } from "./hooks";
import { PointCount } from "./PointCount";
import styles from "./tool-options.module.css";

/** What there is to choose for each tool, from left to right. */
const OPTIONS: Partial<Record<ToolId, readonly (() => React.ReactNode)[]>> = {
  rectangle: [RectangleMethod, Snapping, Mode],
  ellipse: [Mode],
  polygon: [Points, Snapping, Mode],
  polyline: [Points, Snapping, Mode],
  points: [Points, Snapping, Mode],
  cuboid: [CuboidMethod, Mode],
  skeleton: [Mode],
  mask: [Brushes],
  merge: [],
  join: [],
  group: [],
  split: [],
  slice: [],
  simplify: [Tolerance],
};

/** The active tool's choices, and how to end it; over the picture while a tool is active. */
export function ToolOptions() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const tool = useSource(editor.tools, () => editor.tools.tool);
  const options = OPTIONS[tool];
  if (!options) return null;
  return (
    <Chrome className={styles.bar} role="toolbar" aria-label={t("workspace:toolOptions.name")}>
      <span className={styles.name}>{t(toolName(tool))}</span>
      {options.map((Option) => (
        <Option key={Option.name} />
      ))}
      <span className={styles.divider} />
      <ActionButton id="editor.finish" />
      <ActionButton id="editor.cancel" />
    </Chrome>
  );
}

function toolName(tool: ToolId): string {
  return actions.get(`editor.tool-${tool}`)?.label ?? `editor:action.${tool}`;
}

interface Choice<V extends string> {
  value: V;
  label: string;
  title?: string;
}

/** A choice of one of a few; it leaves the keyboard with the canvas. */
function OneOf<V extends string>(props: {
  label: string;
  value: V;
  options: Choice<V>[];
  onChange: (value: V) => void;
}) {
  const { label, ...rest } = props;
  return <Segmented size="small" aria-label={label} {...rest} />;
}

function useSetting(): [DrawingSettings, (change: Partial<DrawingSettings>) => void] {
  const { editor } = useSession();
  return [useDrawing(), (change) => editor.setDrawing(change)];
}

/** Begin the tool again, as another method needs. */
function useRestart(): () => void {
  const { editor } = useSession();
  return () => editor.tools.cancelGesture();
}

function RectangleMethod() {
  const { t } = useTranslation();
  const [{ rectangleBy }, set] = useSetting();
  const restart = useRestart();
  const methods = ["corners", "extremes", "oriented"] as const;
  return (
    <OneOf
      label={t("workspace:toolOptions.method")}
      value={rectangleBy}
      options={methods.map((value) => ({
        value,
        label: t(`workspace:toolOptions.rectangle.${value}`),
      }))}
      onChange={(method) => {
        set({ rectangleBy: method });
        restart();
      }}
    />
  );
}

function CuboidMethod() {
  const { t } = useTranslation();
  const [{ cuboidBy }, set] = useSetting();
  const restart = useRestart();
  const methods = ["box", "points"] as const;
  return (
    <OneOf
      label={t("workspace:toolOptions.method")}
      value={cuboidBy}
      options={methods.map((value) => ({
        value,
        label: t(`workspace:toolOptions.cuboid.${value}`),
      }))}
      onChange={(method) => {
        set({ cuboidBy: method });
        restart();
      }}
    />
  );
}

function Mode() {
  const { t } = useTranslation();
  const { pictures } = useSession();
  const [{ mode }, set] = useSetting();
  if (pictures.numbers.length < 2) return null;
  return (
    <OneOf
      label={t("workspace:toolOptions.shape")}
      value={mode}
      options={(["shape", "track"] as const).map((value) => ({
        value,
        label: t(`workspace:toolOptions.${value}`),
        title: t(`workspace:toolOptions.${value}Meaning`),
      }))}
      onChange={(chosen) => set({ mode: chosen })}
    />
  );
}

function Snapping() {
  return (
    <span className={styles.group}>
      <ActionButton id="editor.snap-points" />
      <ActionButton id="editor.snap-contour" />
    </span>
  );
}

function Points() {
  return <PointCount className={styles.field} />;
}

function Tolerance() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const [{ tolerance }, set] = useSetting();
  const { values } = useSource(editor.tools, () => editor.tools.state).hint;
  return (
    <label className={styles.field}>
      {t("workspace:simplify.tolerance")}
      <input
        type="range"
        min={0.1}
        max={32}
        step={0.1}
        value={tolerance}
        onChange={({ target }) => set({ tolerance: Number(target.value) })}
        onPointerUp={(event) => event.currentTarget.blur()}
      />
      <output>{t("workspace:simplify.points", { ...values })}</output>
    </label>
  );
}

const BRUSHES = ["brush", "eraser", "polygon-plus", "polygon-minus", "fill"];

function Brushes() {
  const { t } = useTranslation();
  const [{ brush }, set] = useSetting();
  return (
    <>
      <span className={styles.group}>
        {BRUSHES.map((name) => (
          <ActionButton key={name} id={`editor.${name}`} />
        ))}
      </span>
      <span className={styles.divider} />
      <label className={styles.field}>
        {t("workspace:toolOptions.size")}
        <input
          type="range"
          min={1}
          max={200}
          value={Math.min(brush.size, 200)}
          aria-label={t("workspace:toolOptions.sizeOf")}
          onChange={({ target }) => set({ brush: { ...brush, size: Number(target.value) } })}
          onPointerUp={(event) => event.currentTarget.blur()}
        />
        <output className={styles.number}>{brush.size}</output>
      </label>
      <ActionButton id="editor.brush-form" />
      <ActionButton id="editor.brush-pressure" />
      <ActionButton id="editor.erase-others" />
    </>
  );
}
