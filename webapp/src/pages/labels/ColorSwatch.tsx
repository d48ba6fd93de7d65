import { ColorPicker } from "antd";
import { useTranslation } from "react-i18next";
import { labelHues } from "../../ui/tokens";
import styles from "./labels.module.css";

interface ColorSwatchProps {
  color: string;
  /** Names what has this colour. */
  label: string;
  onChange: (color: string) => void;
}

/** A colour, and the picker to change it. */
export function ColorSwatch({ color, label, onChange }: ColorSwatchProps) {
  const { t } = useTranslation();
  const shown = color || "#8c8c8c";
  return (
    <ColorPicker
      size="small"
      disabledAlpha
      format="hex"
      value={shown}
      presets={[{ label: t("labels:offered"), colors: [...labelHues] }]}
      onChangeComplete={(next) => onChange(next.toHexString())}
    >
      <button
        type="button"
        className={styles.swatch}
        aria-label={label}
        style={{ background: shown }}
      />
    </ColorPicker>
  );
}
