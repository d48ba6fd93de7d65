import type { ShapeRecord } from "../../core/records";
import type { Editor } from "../editor";
import type { Style } from "../shapes/shape-util";

export type Emphasis = "normal" | "hovered" | "selected";

const OUTLINE = 1.5;
const SELECTED_OUTLINE = 2;

/** How a shape looks now. */
export function styleOf(editor: Editor, shape: ShapeRecord, emphasis: Emphasis): Style {
  const color = editor.colorOf(shape);
  const { opacity, selectedOpacity } = editor.appearance;
  return {
    stroke: color,
    fill: color,
    fillOpacity: emphasis === "normal" ? opacity : selectedOpacity,
    width: emphasis === "selected" ? SELECTED_OUTLINE : OUTLINE,
    dashed: shape.occluded,
    elementColor: (labelId) => editor.colorOfLabel(labelId),
  };
}

export function drawShape(
  ctx: CanvasRenderingContext2D,
  editor: Editor,
  shape: ShapeRecord,
  emphasis: Emphasis,
  scale: number,
): void {
  editor.shapes.of(shape).draw(ctx, shape, styleOf(editor, shape, emphasis), scale);
}
