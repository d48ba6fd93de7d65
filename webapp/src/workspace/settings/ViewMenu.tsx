import { Button, Popover, Segmented, Switch } from "antd";
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Appearance } from "../../editor";
import { IconButton } from "../../ui";
import { useSession, useSource } from "../hooks";
import { usePreferences } from "./preferences";
import styles from "./settings.module.css";
import { type Adjustments, AS_IT_IS } from "./tone";

/** How shapes and picture look, changed while one looks at them. */
export function ViewMenu() {
  const { t } = useTranslation();
  return (
    <Popover trigger="click" placement="bottomRight" content={<View />} destroyOnHidden>
      <span>
        <IconButton
          icon={<SlidersHorizontal size={18} strokeWidth={1.5} aria-hidden />}
          label={t("workspace:view.name")}
        />
      </span>
    </Popover>
  );
}

function View() {
  const { t } = useTranslation();
  return (
    <div className={styles.view}>
      <h3 className={styles.heading}>{t("workspace:view.shapes")}</h3>
      <Shapes />
      <h3 className={styles.heading}>{t("workspace:view.picture")}</h3>
      <Picture />
    </div>
  );
}

function Shapes() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { setAppearance } = usePreferences();
  const appearance = useSource(editor.settingsChanged, () => editor.appearance);
  const percent = (name: "opacity" | "selectedOpacity") => (
    <Slider
      label={t(`workspace:view.${name}`)}
      value={Math.round(appearance[name] * 100)}
      most={100}
      onChange={(value) => setAppearance({ [name]: value / 100 })}
    />
  );
  return (
    <>
      <Line label={t("workspace:view.colorBy")}>
        <Segmented<Appearance["colorBy"]>
          size="small"
          value={appearance.colorBy}
          options={(["label", "instance", "group"] as const).map((value) => ({
            value,
            label: t(`workspace:view.by.${value}`),
          }))}
          onChange={(colorBy) => setAppearance({ colorBy })}
        />
      </Line>
      <Line label={t("workspace:view.text")}>
        <Segmented<Appearance["showText"]>
          size="small"
          value={appearance.showText}
          options={(["active", "always", "never"] as const).map((value) => ({
            value,
            label: t(`workspace:view.texts.${value}`),
          }))}
          onChange={(showText) => setAppearance({ showText })}
        />
      </Line>
      {percent("opacity")}
      {percent("selectedOpacity")}
      <Toggle
        label={t("workspace:view.crosshair")}
        on={appearance.crosshair}
        onChange={(crosshair) => setAppearance({ crosshair })}
      />
    </>
  );
}

type Amount = Exclude<keyof Adjustments, "equalised">;

const RANGES: readonly [Amount, number, number][] = [
  ["brightness", 50, 200],
  ["contrast", 50, 200],
  ["saturation", 0, 300],
  ["gamma", 20, 300],
];
const USUAL_GRID = 100;

function Picture() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { adjustments, adjust, framing, frameBy, setAppearance, showRemoved, setPlaying } =
    usePreferences();
  const { grid, smoothImage } = useSource(editor.settingsChanged, () => editor.appearance);
  return (
    <>
      {RANGES.map(([name, least, most]) => (
        <Slider
          key={name}
          label={t(`workspace:view.${name}`)}
          value={adjustments[name]}
          least={least}
          most={most}
          onChange={(value) => adjust({ [name]: value })}
        />
      ))}
      <Toggle
        label={t("workspace:view.equalised")}
        on={adjustments.equalised}
        onChange={(equalised) => adjust({ equalised })}
      />
      <Toggle
        label={t("workspace:view.smooth")}
        on={smoothImage}
        onChange={(on) => setAppearance({ smoothImage: on })}
      />
      <Toggle
        label={t("workspace:view.grid")}
        on={grid !== null}
        onChange={(on) => setAppearance({ grid: on ? USUAL_GRID : null })}
      />
      {grid === null ? null : (
        <Slider
          label={t("workspace:view.gridSize", { size: grid })}
          value={grid}
          least={5}
          most={1000}
          step={5}
          onChange={(size) => setAppearance({ grid: size })}
        />
      )}
      <Toggle
        label={t("workspace:view.removed")}
        on={showRemoved}
        onChange={(on) => setPlaying({ showRemoved: on })}
      />
      <Toggle
        label={t("workspace:view.fitEach")}
        on={framing.fitEach}
        onChange={(fitEach) => frameBy({ fitEach })}
      />
      <Toggle
        label={t("workspace:view.turnAll")}
        on={framing.turnAll}
        onChange={(turnAll) => frameBy({ turnAll })}
      />
      <Button size="small" onClick={() => adjust(AS_IT_IS)}>
        {t("workspace:view.reset")}
      </Button>
    </>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}

interface SliderProps {
  label: string;
  value: number;
  least?: number;
  most: number;
  step?: number;
  onChange: (value: number) => void;
}

function Slider({ label, value, least = 0, most, step = 1, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className={styles.line}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        className={styles.slider}
        min={least}
        max={most}
        step={step}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output className={styles.number} htmlFor={id}>
        {value}
      </output>
    </div>
  );
}

interface ToggleProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

function Toggle({ label, on, onChange }: ToggleProps) {
  return (
    <Line label={label}>
      <Switch size="small" checked={on} onChange={onChange} aria-label={label} />
    </Line>
  );
}
