import { newShape, type ShapeRecord, type ShapeType } from "../../core/records";
import type { ToolContext, ToolId, ToolState } from "./tool";

/** A shape being drawn: the label and layer of the drawing settings, on the current frame. */
export function draftOf(
  context: ToolContext,
  type: ShapeType,
  points: readonly number[],
): ShapeRecord {
  const { zOrder } = context.drawing;
  const old = context.redrawn === null ? undefined : context.commands.record(context.redrawn);
  const labelId = old?.labelId ?? context.drawing.labelId;
  if (labelId === null) throw new Error(`drawing a ${type} needs a label`);
  return newShape({ type, points, labelId, zOrder, frame: context.scene.frame });
}

/** Keep the drawn shape and select it, or go back to `again` when it is too small to be one. */
export function keep(
  context: ToolContext,
  draft: ShapeRecord,
  again: (context: ToolContext) => ToolState,
): ToolState | "done" {
  if (!context.shapes.of(draft).isValid(draft)) return again(context);
  const old = context.redrawn === null ? null : context.scene.item(context.redrawn)?.shape;
  if (old) {
    context.commands.write([redrawn(old, draft)], "redraw");
    context.selection.set([old.id]);
  } else context.selection.set(context.commands.draw([draft]));
  return "done";
}

/** The old shape with the geometry of the new one; joints keep who they are. */
function redrawn(old: ShapeRecord, { points, rotation, elements }: ShapeRecord): ShapeRecord {
  return {
    ...old,
    points,
    rotation,
    elements: old.elements.map((element) => ({
      ...element,
      points: elements.find(({ labelId }) => labelId === element.labelId)?.points ?? element.points,
    })),
  };
}

/** The hint of a drawing tool's state. */
export function drawingHint(tool: ToolId, step: string, values?: Record<string, number>) {
  return { key: `editor:hint.${tool}.${step}`, ...(values && { values }) };
}
