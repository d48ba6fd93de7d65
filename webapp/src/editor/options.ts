import type { ShapeType } from "../core/records";

export interface AttributeInfo {
  readonly id: number;
  readonly name?: string;
  readonly defaultValue: string;
  /** Whether a track may change it from keyframe to keyframe. */
  readonly mutable: boolean;
}

/** What the editor must know of a label. */
export interface LabelInfo {
  readonly id: number;
  readonly name: string;
  /** Any CSS colour; without one the palette gives a hue by position. */
  readonly color?: string | undefined;
  readonly type?: ShapeType | "any" | "tag" | undefined;
  readonly attributes?: readonly AttributeInfo[];
  readonly sublabels?: readonly LabelInfo[];
  /** The skeleton template: nodes within a 100 × 100 square, and edges between them. */
  readonly skeleton?: SkeletonTemplate | undefined;
}

export interface SkeletonTemplate {
  readonly nodes: readonly { readonly labelId: number; readonly x: number; readonly y: number }[];
  /** Pairs of sublabel ids. */
  readonly edges: readonly (readonly [number, number])[];
}

export type ColorBy = "label" | "instance" | "group";

/** What can be written beside a shape, in the order in which it is. */
export const TEXT_PARTS = ["label", "id", "source", "layer", "size", "attributes"] as const;
export type TextPart = (typeof TEXT_PARTS)[number];

/** How shapes look; opacities within 0–1. */
export interface Appearance {
  readonly colorBy: ColorBy;
  readonly opacity: number;
  readonly selectedOpacity: number;
  readonly showText: "active" | "always" | "never";
  readonly textParts: readonly TextPart[];
  /** CSS px. */
  readonly textSize: number;
  /** Beside the shape where there is room, or in its middle. */
  readonly textPlace: "beside" | "middle";
  /** Shapes in one opaque colour each, on black. */
  readonly bitmap: boolean;
  /** The depth of active cuboids prolonged to where perspective leads it. */
  readonly projections: boolean;
  readonly smoothImage: boolean;
  readonly crosshair: boolean;
  /** Distance of the lines of a grid over the picture, picture px; `null` for none. */
  readonly grid: number | null;
  /** Any CSS colour. */
  readonly gridColor: string;
  readonly gridOpacity: number;
  /** What the picture lies on, any CSS colour; `null` for the theme's. */
  readonly background: string | null;
}

/** Colours and fonts taken from the theme's tokens. */
export interface EditorTheme {
  readonly labelPalette: readonly string[];
  readonly background: string;
  readonly accent: string;
  readonly handleFill: string;
  readonly textColor: string;
  readonly textBackground: string;
  /** A CSS font family. */
  readonly font: string;
}

export const DEFAULT_APPEARANCE: Appearance = {
  colorBy: "label",
  opacity: 0.18,
  selectedOpacity: 0.25,
  showText: "active",
  textParts: ["label", "id"],
  textSize: 12,
  textPlace: "beside",
  bitmap: false,
  projections: false,
  smoothImage: true,
  crosshair: true,
  grid: null,
  gridColor: "#ffffff",
  gridOpacity: 0.45,
  background: null,
};

export interface EditorOptions {
  readonly theme: EditorTheme;
  readonly labels?: readonly LabelInfo[];
  readonly appearance?: Partial<Appearance>;
  readonly readOnly?: boolean;
}
