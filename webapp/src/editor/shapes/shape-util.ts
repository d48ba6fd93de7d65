import type { Box, Point, Transform } from "../../core/geometry";
import type { ShapeRecord, ShapeType } from "../../core/records";
import type { Modifiers } from "../input";

export type HandleRole = "corner" | "edge" | "vertex" | "midpoint" | "rotate";

/** A grip of the selected shape. */
export interface Handle {
  /** Stable while the shape keeps its points. */
  readonly id: string;
  readonly role: HandleRole;
  /** Picture px. */
  readonly at: Point;
  readonly cursor: string;
}

/** Where outlines are traced to: a canvas or a `Path2D`. */
export type PathSink = Pick<
  CanvasRenderingContext2D,
  "moveTo" | "lineTo" | "closePath" | "ellipse" | "rect" | "arc"
>;

export interface Style {
  readonly stroke: string;
  readonly fill: string;
  readonly fillOpacity: number;
  /** Outline width, CSS px. */
  readonly width: number;
  readonly dashed: boolean;
  /** One opaque colour all over, faces and parts that are else seen through included. */
  readonly flat?: boolean;
  /** The colour of an element of a skeleton. */
  elementColor(labelId: number): string;
}

/** Tools of one type of shape; nothing else in the editor knows types apart. */
export interface ShapeUtil {
  readonly type: ShapeType;
  /** Whether it covers an area (and is filled). */
  readonly closed: boolean;
  readonly rotatable: boolean;

  /** The smallest upright box around the shape as drawn, picture px. */
  bounds(shape: ShapeRecord): Box;

  /**
   * How near `at` is to the shape: px to its outline when inside it or within
   * `tolerance` px of it, else `null`.
   */
  hit(shape: ShapeRecord, at: Point, tolerance: number): number | null;

  /** Draw with a transform from picture to screen already set; `scale` is screen px per picture px. */
  draw(ctx: CanvasRenderingContext2D, shape: ShapeRecord, style: Style, scale: number): void;

  handles(shape: ShapeRecord, scale: number): readonly Handle[];

  /** The shape moved by an offset, kept within `limits` where its type asks for it. */
  move(shape: ShapeRecord, by: Point, limits: Box): ShapeRecord;

  /**
   * The shape stretched and turned as part of several, which may take it out of
   * `limits`; `null` when nothing would be left of it.
   */
  transform(shape: ShapeRecord, by: Transform, limits: Box): ShapeRecord | null;

  /** The shape with a handle dragged to `at`. */
  dragHandle(drag: HandleDrag): ShapeRecord;

  /** The shape without the vertex, or `null` when it can lose none. */
  removeVertex?(shape: ShapeRecord, handle: Handle): ShapeRecord | null;

  /** Whether it is large enough to be kept. */
  isValid(shape: ShapeRecord): boolean;
}

export interface HandleDrag {
  /** The shape as it was when the drag began. */
  readonly shape: ShapeRecord;
  readonly handle: Handle;
  readonly at: Point;
  readonly limits: Box;
  readonly modifiers: Modifiers;
}
