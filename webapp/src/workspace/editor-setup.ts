import type { Label } from "../api/types";
import { type EditorTheme, type LabelInfo, skeletonTemplate } from "../editor";
import { labelHues, type Mode, palettes, type } from "../ui/tokens";

/** The editor's colours and font, from the tokens. */
export function editorTheme(mode: Mode): EditorTheme {
  const palette = palettes[mode];
  return {
    labelPalette: labelHues,
    background: mode === "dark" ? palette.ground : palette.hover,
    accent: palette.accentText,
    handleFill: "#ffffff",
    textColor: "#ffffff",
    textBackground: "rgb(0 0 0 / 72%)",
    font: type.text,
  };
}

/** What the editor must know of a label. */
export function labelInfo(label: Label): LabelInfo {
  return {
    id: label.id ?? 0,
    name: label.name,
    color: label.color || undefined,
    type: label.type === "interval" ? undefined : label.type,
    attributes: (label.attributes ?? []).map((attribute) => ({
      id: attribute.id ?? 0,
      name: attribute.name,
      defaultValue: attribute.default_value ?? attribute.values[0] ?? "",
      mutable: attribute.mutable,
    })),
    sublabels: (label.sublabels ?? []).map((sublabel) => labelInfo(sublabel as Label)),
    skeleton: label.svg ? skeletonTemplate(label.svg) : undefined,
  };
}
