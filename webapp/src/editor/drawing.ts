import type { ShapeType } from "../core/records";

/** What the drawing tools make next. */
export interface DrawingSettings {
  readonly labelId: number | null;
  readonly mode: "shape" | "track";
  readonly zOrder: number;
  /** A polygon, polyline or points object finishes itself at this many points. */
  readonly pointCount: number | null;
}

export const DEFAULT_DRAWING: DrawingSettings = {
  labelId: null,
  mode: "shape",
  zOrder: 0,
  pointCount: null,
};

/** The fewest points a shape may have. */
export const FEWEST_POINTS: Partial<Record<ShapeType, number>> = {
  polygon: 3,
  polyline: 2,
  points: 1,
};
