import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useSession, useSource } from "../hooks";
import { ColourChoice, Line, Slider, Toggle } from "./controls";
import { usePreferences } from "./preferences";
import { type Adjustments, AS_IT_IS } from "./tone";

type Amount = Exclude<keyof Adjustments, "equalised">;

const RANGES: readonly [Amount, number, number][] = [
  ["brightness", 50, 200],
  ["contrast", 50, 200],
  ["saturation", 0, 300],
  ["gamma", 20, 300],
];

/** The picture's light, how it lies on screen, and which frames are seen. */
export function PictureLook() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { adjustments, adjust, framing, frameBy, setAppearance, showRemoved, setPlaying } =
    usePreferences();
  const { smoothImage } = useSource(editor.settingsChanged, () => editor.appearance);
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

const USUAL_GRID = 100;
const GRID_COLOURS = ["#ffffff", "#000000", "#f2c94c", "#2dd4bf", "#e2557c"] as const;
const GROUNDS = [null, "#ffffff", "#c8c8c8", "#808080", "#404040", "#000000"] as const;

/** The lines over the picture, and what it lies on. */
export function GridLook() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { setAppearance } = usePreferences();
  const { grid, gridColor, gridOpacity, background } = useSource(
    editor.settingsChanged,
    () => editor.appearance,
  );
  return (
    <>
      <Toggle
        label={t("workspace:view.grid")}
        on={grid !== null}
        onChange={(on) => setAppearance({ grid: on ? USUAL_GRID : null })}
      />
      {grid === null ? null : (
        <>
          <Slider
            label={t("workspace:view.gridSize", { size: grid })}
            value={grid}
            least={5}
            most={1000}
            step={5}
            onChange={(size) => setAppearance({ grid: size })}
          />
          <Slider
            label={t("workspace:view.gridOpacity")}
            value={Math.round(gridOpacity * 100)}
            least={5}
            most={100}
            onChange={(value) => setAppearance({ gridOpacity: value / 100 })}
          />
          <Line label={t("workspace:view.gridColour")}>
            <ColourChoice
              label={t("workspace:view.gridColour")}
              value={gridColor}
              offered={GRID_COLOURS}
              onChange={(colour) => setAppearance({ gridColor: colour ?? GRID_COLOURS[0] })}
            />
          </Line>
        </>
      )}
      <Line label={t("workspace:view.background")}>
        <ColourChoice
          label={t("workspace:view.background")}
          value={background}
          offered={GROUNDS}
          onChange={(colour) => setAppearance({ background: colour })}
        />
      </Line>
    </>
  );
}
