import { newShape, type ShapeRecord, type ShapeType } from "../../core/records";
import type { ToolContext, ToolId, ToolState } from "./tool";

/** A shape being drawn: the label and layer of the drawing settings, on the current frame. */
export function draftOf(
  context: ToolContext,
  type: ShapeType,
  points: readonly number[],
): ShapeRecord {
  const { labelId, zOrder } = context.drawing;
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
  context.selection.set(context.commands.draw([draft]));
  return "done";
}

/** The hint of a drawing tool's state. */
export function drawingHint(tool: ToolId, step: string, values?: Record<string, number>) {
  return { key: `editor:hint.${tool}.${step}`, ...(values && { values }) };
}
