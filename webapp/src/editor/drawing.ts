import type { Brush } from "../core/mask-paint";
import type { ShapeType } from "../core/records";

export type RectangleMethod = "corners" | "extremes" | "oriented";
export type CuboidMethod = "box" | "points";
/** What a new vertex is drawn to: nothing, vertices, or along the outlines of neighbours. */
export type Snapping = "none" | "points" | "contour";
export type BrushTool = "brush" | "eraser" | "polygon-plus" | "polygon-minus" | "fill";

export interface BrushSettings extends Brush {
  readonly tool: BrushTool;
  /** Whether a finished mask takes its pixels from the other masks of the frame. */
  readonly erasesOthers: boolean;
  /** Whether a pen that is pressed less draws a finer line. */
  readonly byPressure: boolean;
}

/** What the drawing tools make next. */
export interface DrawingSettings {
  readonly labelId: number | null;
  readonly mode: "shape" | "track";
  readonly zOrder: number;
  /** A polygon, polyline or points object finishes itself at this many points. */
  readonly pointCount: number | null;
  readonly rectangleBy: RectangleMethod;
  readonly cuboidBy: CuboidMethod;
  readonly snapping: Snapping;
  readonly brush: BrushSettings;
  /** How far a simplified outline may be from what it was, px. */
  readonly tolerance: number;
}

export const DEFAULT_DRAWING: DrawingSettings = {
  labelId: null,
  mode: "shape",
  zOrder: 0,
  pointCount: null,
  rectangleBy: "corners",
  cuboidBy: "box",
  snapping: "none",
  brush: { tool: "brush", form: "circle", size: 20, erasesOthers: false, byPressure: true },
  tolerance: 2,
};

/** The fewest points a shape may have. */
export const FEWEST_POINTS: Partial<Record<ShapeType, number>> = {
  polygon: 3,
  polyline: 2,
  points: 1,
};
