import type { ShapeRecord } from "../../core/records";
import type { Editor } from "../editor";
import type { Style } from "../shapes/shape-util";

/** `crowded` is one of so many that outlines are thin, to be told apart and quick to draw. */
export type Emphasis = "crowded" | "normal" | "hovered" | "selected";

/** CSS px. Browsers without a GPU draw lines of up to 1 px three times as fast as wider ones. */
const OUTLINE: Readonly<Record<Emphasis, number>> = {
  crowded: 1,
  normal: 1.5,
  hovered: 1.5,
  selected: 2,
};

/** How a shape looks now. */
export function styleOf(editor: Editor, shape: ShapeRecord, emphasis: Emphasis): Style {
  const color = editor.colorOf(shape);
  const { opacity, selectedOpacity, bitmap } = editor.appearance;
  const active = emphasis === "hovered" || emphasis === "selected";
  return {
    stroke: color,
    fill: color,
    fillOpacity: bitmap ? 1 : active ? selectedOpacity : opacity,
    width: OUTLINE[emphasis],
    dashed: shape.occluded && !bitmap,
    flat: bitmap,
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
