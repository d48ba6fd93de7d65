import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { Appearance } from "../../editor";
import { useSession, useSource } from "../hooks";
import { Line, Slider, Toggle } from "./controls";
import { usePreferences } from "./preferences";

/** How shapes are coloured, filled and drawn. */
export function ShapeLook() {
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
  const toggle = (name: "bitmap" | "projections" | "crosshair") => (
    <Toggle
      label={t(`workspace:view.${name}`)}
      on={appearance[name]}
      onChange={(on) => setAppearance({ [name]: on })}
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
      {percent("opacity")}
      {percent("selectedOpacity")}
      {toggle("bitmap")}
      {toggle("projections")}
      {toggle("crosshair")}
    </>
  );
}
