import type { PointerInput } from "../../input";
import { isDrag } from "../gesture";
import { panning } from "../pan/panning";
import type { ToolContext, ToolState } from "../tool";
import { brushing } from "./brushing";
import { idle } from "./idle";

/** Pressed beside everything: letting go deselects, dragging pans, Shift + dragging selects. */
export function pointingEmpty(context: ToolContext, from: PointerInput): ToolState {
  return {
    name: "select.pointing-empty",
    cursor: "default",
    hint: { key: "editor:hint.select.empty" },
    pointerMove(input) {
      if (!isDrag(from, input)) return;
      return from.shift ? brushing(context, from, input) : panning(context, from, idle(context));
    },
    pointerUp() {
      if (!from.shift) context.selection.clear();
      return idle(context);
    },
    cancel: () => idle(context),
  };
}
