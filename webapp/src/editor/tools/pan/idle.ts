import type { ToolContext, ToolState } from "../tool";
import { panning } from "./panning";

/** The hand: dragging moves the picture. */
export function idle(context: ToolContext): ToolState {
  const state: ToolState = {
    name: "pan.idle",
    cursor: "grab",
    hint: { key: "editor:hint.pan" },
    pointerDown: (input) => (input.button === "main" ? panning(context, input, state) : undefined),
    doubleClick: () => context.viewport.fit(),
  };
  return state;
}
