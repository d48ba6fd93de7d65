import type { ShapeRecord } from "../../../core/records";
import type { PointerInput } from "../../input";
import { redrawingContour } from "../contour/redrawing";
import { paintMask } from "../mask/painting";
import type { Next, ToolContext, ToolState } from "../tool";
import { draggingHandle } from "./dragging-handle";
import { pointingEmpty } from "./pointing-empty";
import { pointingShape } from "./pointing-shape";
import { rotating } from "./rotating";
import { transforming } from "./transforming";

type Under = "empty" | "shape" | "locked" | "handle" | "several";

/** Waiting: shows what is under the pointer. */
export function idle(
  context: ToolContext,
  under: Under = "empty",
  cursor: string = "default",
): ToolState {
  return {
    name: "select.idle",
    cursor,
    hint: { key: `editor:hint.select.${under}` },
    ownsAlt: (input) => context.handleAt(input)?.handle.role === "vertex",
    pointerMove(input) {
      const [nowUnder, nowCursor] = look(context, input);
      if (nowUnder !== under || nowCursor !== cursor) return idle(context, nowUnder, nowCursor);
    },
    pointerDown: (input) => press(context, input),
    doubleClick: (input) => focus(context, input),
    cancel: () => context.selection.clear(),
  };
}

function look(context: ToolContext, input: PointerInput): [Under, string] {
  const several = context.groupHandleAt(input);
  if (several) context.selection.hover(null);
  if (several) return ["several", several.handle.cursor];
  const grip = context.handleAt(input);
  const shape = grip ? grip.shape : context.shapeAt(input);
  context.selection.hover(shape?.id ?? null);
  if (grip) return ["handle", grip.handle.cursor];
  if (!shape) return ["empty", "default"];
  return context.isEditable(shape.id) ? ["shape", "move"] : ["locked", "pointer"];
}

function press(context: ToolContext, input: PointerInput): Next {
  const shape = context.shapeAt(input);
  if (input.button === "right") {
    if (shape && !context.selection.has(shape.id)) context.selection.set([shape.id]);
    return;
  }
  const several = context.groupHandleAt(input);
  if (several) return transforming(context, several, input);
  const grip = context.handleAt(input);
  if (grip && input.alt) return removeVertex(context, grip);
  if (grip?.handle.role === "vertex" && input.shift && isOutline(grip.shape))
    return redrawingContour(context, { ...grip, from: Number(grip.handle.id), points: [] });
  if (grip?.handle.role === "rotate") return rotating(context, grip);
  if (grip) return draggingHandle(context, grip, input);
  return shape ? pointingShape(context, shape, input) : pointingEmpty(context, input);
}

function isOutline({ type }: ShapeRecord): boolean {
  return type === "polygon" || type === "polyline" || type === "points";
}

type Grip = NonNullable<ReturnType<ToolContext["handleAt"]>>;

function removeVertex(context: ToolContext, { shape, handle }: Grip): void {
  const without = context.shapes.of(shape).removeVertex?.(shape, handle);
  if (without) context.commands.write([without], "remove-point");
}

function focus(context: ToolContext, input: PointerInput): Next {
  const shape = context.shapeAt(input);
  if (shape?.type === "mask" && input.shift && context.isEditable(shape.id))
    return paintMask(context, shape);
  if (shape) context.viewport.focus(context.shapes.of(shape).bounds(shape), FOCUS_MARGIN);
  else context.viewport.fit();
}

const FOCUS_MARGIN = 50;
