import { Switch } from "antd";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import styles from "./settings.module.css";

export function Line({ label, children }: { label: string; children: ReactNode }) {
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

export function Slider({ label, value, least = 0, most, step = 1, onChange }: SliderProps) {
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

export function Toggle({ label, on, onChange }: ToggleProps) {
  return (
    <Line label={label}>
      <Switch size="small" checked={on} onChange={onChange} aria-label={label} />
    </Line>
  );
}

interface ColourChoiceProps {
  label: string;
  /** A colour as `#rrggbb`, or `null` for the usual one. */
  value: string | null;
  /** Those that are at hand; `null` stands for the usual one. */
  offered: readonly (string | null)[];
  onChange: (value: string | null) => void;
}

/** A few colours to click on, and any other from the browser's own chooser. */
export function ColourChoice({ label, value, offered, onChange }: ColourChoiceProps) {
  const { t } = useTranslation();
  const isOther = !offered.includes(value);
  return (
    <fieldset className={styles.colours} aria-label={label}>
      {offered.map((colour) => (
        <button
          key={colour ?? "usual"}
          type="button"
          className={styles.colour}
          data-usual={colour === null}
          style={colour === null ? undefined : { background: colour }}
          aria-pressed={colour === value}
          aria-label={colour ?? t("workspace:colours.usual")}
          title={colour ?? t("workspace:colours.usual")}
          onClick={() => onChange(colour)}
        />
      ))}
      <input
        type="color"
        className={styles.otherColour}
        data-chosen={isOther}
        aria-label={t("workspace:colours.other")}
        title={t("workspace:colours.other")}
        value={value ?? "#808080"}
        onChange={(event) => onChange(event.target.value)}
      />
    </fieldset>
  );
}
