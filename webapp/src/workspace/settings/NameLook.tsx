import { Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { type Appearance, TEXT_PARTS, type TextPart } from "../../editor";
import { useSession, useSource } from "../hooks";
import { Line, Slider } from "./controls";
import { usePreferences } from "./preferences";
import styles from "./settings.module.css";

const SIZES = { least: 8, most: 24 } as const;

/** What is written beside shapes: when, what, where and how large. */
export function NameLook() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { setAppearance } = usePreferences();
  const appearance = useSource(editor.settingsChanged, () => editor.appearance);
  return (
    <>
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
      {appearance.showText === "never" ? null : (
        <>
          <Line label={t("workspace:view.textParts")}>
            <Select<TextPart[]>
              mode="multiple"
              size="small"
              className={styles.parts as string}
              aria-label={t("workspace:view.textParts")}
              maxTagCount="responsive"
              showSearch={false}
              value={[...appearance.textParts]}
              options={TEXT_PARTS.map((value) => ({
                value,
                label: t(`workspace:view.parts.${value}`),
              }))}
              onChange={(textParts) => setAppearance({ textParts })}
            />
          </Line>
          <Line label={t("workspace:view.textPlace")}>
            <Segmented<Appearance["textPlace"]>
              size="small"
              value={appearance.textPlace}
              options={(["beside", "middle"] as const).map((value) => ({
                value,
                label: t(`workspace:view.places.${value}`),
              }))}
              onChange={(textPlace) => setAppearance({ textPlace })}
            />
          </Line>
          <Slider
            label={t("workspace:view.textSize")}
            value={appearance.textSize}
            {...SIZES}
            onChange={(textSize) => setAppearance({ textSize })}
          />
        </>
      )}
    </>
  );
}
