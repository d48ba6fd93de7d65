import type { ShapeRecord } from "../../../core/records";
import type { PointerInput } from "../../input";
import { isDrag } from "../gesture";
import { panning } from "../pan/panning";
import type { ToolContext, ToolState } from "../tool";
import { draggingShapes } from "./dragging-shapes";
import { idle } from "./idle";

/** Pressed on a shape: letting go selects it, dragging moves it with all that is selected. */
export function pointingShape(
  context: ToolContext,
  shape: ShapeRecord,
  from: PointerInput,
): ToolState {
  const { selection } = context;
  return {
    name: "select.pointing-shape",
    cursor: "move",
    hint: { key: "editor:hint.select.shape" },
    busy: true,
    pointerMove(input) {
      if (!isDrag(from, input)) return;
      if (!selection.has(shape.id)) selection.set([shape.id]);
      return draggingShapes(context, from, input) ?? panning(context, input, idle(context));
    },
    pointerUp() {
      if (from.shift || from.ctrl) selection.toggle(shape.id);
      else selection.set([shape.id]);
      return idle(context, "shape", "move");
    },
    cancel: () => idle(context),
  };
}
