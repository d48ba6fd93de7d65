import { theme as antd, type ThemeConfig } from "antd";

/** What the eyes see: the only place where a colour, a size or a duration is written down. */

export type Mode = "light" | "dark";

export interface Palette {
  /** Behind everything. */
  ground: string;
  /** Pages, panels, rows. */
  surface: string;
  /** What floats: menus, dialogs, toasts. */
  raised: string;
  hover: string;
  line: string;
  /** The edge of a control, which has to be seen without its text: 3:1 at least. */
  edge: string;
  text: string;
  quiet: string;
  faint: string;
  /** Fill of the primary action; `onAccent` is written on it. */
  accent: string;
  accentHover: string;
  onAccent: string;
  /** The accent as text, as icon and as focus ring. */
  accentText: string;
  green: string;
  amber: string;
  red: string;
  blue: string;
  shadow: string;
}

export const palettes: Record<Mode, Palette> = {
  light: {
    ground: "#f5f5f5",
    surface: "#ffffff",
    raised: "#ffffff",
    hover: "#eeeeee",
    line: "#e3e3e3",
    edge: "#949494",
    text: "#1a1a1a",
    quiet: "#555555",
    faint: "#6b6b6b",
    accent: "#3a56d4",
    accentHover: "#2f48bb",
    onAccent: "#ffffff",
    accentText: "#3a56d4",
    green: "#1a7f37",
    amber: "#8a5a00",
    red: "#c22b2b",
    blue: "#1d5fbf",
    shadow: "0 8px 28px rgb(0 0 0 / 14%), 0 1px 3px rgb(0 0 0 / 10%)",
  },
  dark: {
    ground: "#121212",
    surface: "#191919",
    raised: "#232323",
    hover: "#2a2a2a",
    line: "#2e2e2e",
    edge: "#6a6a6a",
    text: "#ececec",
    quiet: "#b0b0b0",
    faint: "#969696",
    accent: "#4a66e0",
    accentHover: "#5c77ee",
    onAccent: "#ffffff",
    accentText: "#93a8ff",
    green: "#56c271",
    amber: "#dca63c",
    red: "#ff7f76",
    blue: "#7cb3ff",
    shadow: "0 10px 32px rgb(0 0 0 / 55%), 0 0 0 1px rgb(255 255 255 / 6%)",
  },
};

/**
 * Colours offered to labels, the most different first.
 *
 * Chosen by maximin distance in OKLab over normal sight and simulated protanopia, deuteranopia and
 * tritanopia, with luminance kept between 0.13 and 0.46 so that none drowns in a dark or in a
 * bright picture.
 */
export const labelHues: readonly string[] = [
  "#cc141f",
  "#00c2ff",
  "#8f00ff",
  "#c2b800",
  "#00997a",
  "#b870c2",
  "#9966ff",
  "#8f5285",
  "#ff7aad",
  "#70ad52",
  "#f58feb",
  "#ad3d5c",
  "#0070a3",
  "#d600a3",
  "#8fc27a",
  "#ad6652",
  "#e05c7a",
  "#ad85ff",
  "#8f8500",
  "#33b8ad",
  "#ad00cc",
  "#47700a",
  "#cc3de0",
  "#cc8f00",
];

/** What is drawn over a picture, which is as bright or dark as it is, whatever the theme. */
export const overPicture = { issue: "#dca63c", "on-issue": "#191919" } as const;

export const type = {
  text: '"Inter Variable", system-ui, sans-serif',
  mono: '"JetBrains Mono Variable", ui-monospace, monospace',
  sizes: [12, 13, 14, 16, 20, 28],
  regular: 400,
  strong: 600,
} as const;

export const space = 4;
export const radius = { control: 6, card: 10 } as const;

/** Widths of dialogs, px: what is asked, what is filled in, what is looked at, what has columns. */
export const dialogWidth = { question: 440, form: 520, content: 720, table: 960 } as const;

export const motion = { quick: "80ms", calm: "120ms" } as const;

/** The tokens as CSS custom properties, by name without the leading dashes. */
export function cssVariables(mode: Mode): Record<string, string> {
  const colours = Object.entries(palettes[mode]).map(([name, value]) => [kebab(name), value]);
  const sizes = type.sizes.map((size) => [`size-${size}`, `${size}px`]);
  return Object.fromEntries([
    ...colours,
    ...sizes,
    ...Object.entries(overPicture),
    ["font-text", type.text],
    ["font-mono", type.mono],
    ["strong", `${type.strong}`],
    ["radius", `${radius.control}px`],
    ["radius-card", `${radius.card}px`],
    ["quick", motion.quick],
    ["calm", motion.calm],
  ]);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The kit's compact sizes; its texts would fall to 10 px with them, and keep their size here. */
const tighter: typeof antd.compactAlgorithm = (seed, sizes = antd.defaultAlgorithm(seed)) => {
  const texts = Object.entries(sizes).filter(([name]) => /^(font|lineHeight)/.test(name));
  return { ...antd.compactAlgorithm(seed, sizes), ...Object.fromEntries(texts) };
};

/** The tokens in the words of the component kit. */
export function kitTheme(mode: Mode, { compact = false, still = false } = {}): ThemeConfig {
  const colours = palettes[mode];
  const base = mode === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm;
  return {
    algorithm: compact ? [base, tighter] : base,
    cssVar: { key: `limn-${mode}${compact ? "-compact" : ""}` },
    hashed: false,
    token: {
      colorPrimary: colours.accent,
      colorPrimaryHover: colours.accentHover,
      colorLink: colours.accentText,
      colorLinkHover: colours.accentText,
      colorSuccess: colours.green,
      colorWarning: colours.amber,
      colorError: colours.red,
      colorErrorText: colours.red,
      colorInfo: colours.blue,
      colorBgBase: colours.surface,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.raised,
      colorBgTextHover: colours.hover,
      colorText: colours.text,
      colorTextSecondary: colours.quiet,
      colorTextTertiary: colours.faint,
      colorTextDescription: colours.faint,
      colorTextPlaceholder: colours.faint,
      colorBorder: colours.edge,
      colorBorderSecondary: colours.line,
      colorSplit: colours.line,
      controlItemBgHover: colours.hover,
      boxShadow: colours.shadow,
      boxShadowSecondary: colours.shadow,
      fontFamily: type.text,
      fontFamilyCode: type.mono,
      fontSize: compact ? 13 : 14,
      fontSizeSM: 12,
      fontWeightStrong: type.strong,
      borderRadius: radius.control,
      borderRadiusLG: radius.card,
      borderRadiusSM: 4,
      controlHeight: compact ? 28 : 32,
      controlHeightSM: 24,
      // Animations without length may end before the kit listens for it: then what left stays.
      motion: !still,
      motionDurationFast: motion.quick,
      motionDurationMid: motion.calm,
      motionDurationSlow: motion.calm,
      wireframe: false,
    },
    components: {
      Dropdown: { colorPrimary: colours.accentText },
      Menu: { itemSelectedColor: colours.accentText },
      Tabs: { itemSelectedColor: colours.accentText, itemHoverColor: colours.accentText },
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Modal: { titleFontSize: 16 },
      Segmented: { trackBg: colours.hover, itemSelectedBg: colours.raised },
      Tooltip: {
        colorBgSpotlight: mode === "dark" ? "#3a3a3a" : "#2a2a2a",
        fontSize: 12,
        paddingXS: 8,
      },
    },
  };
}
