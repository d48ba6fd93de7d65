import { type Point, subtract } from "../../../core/geometry";
import type { PointerInput } from "../../input";
import type { ToolContext, ToolState } from "../tool";

/** Moving the picture until the button is let go; then `back` goes on as if nothing had been. */
export function panning(context: ToolContext, from: PointerInput, back: ToolState): ToolState {
  let last: Point = from.screen;
  return {
    ...(back.drafts && { drafts: back.drafts }),
    ...(back.decoration && { decoration: { ...back.decoration, crosshair: false } }),
    name: "pan.panning",
    cursor: "grabbing",
    hint: back.hint,
    busy: back.busy ?? false,
    pointerMove: (input) => {
      context.viewport.pan(subtract(input.screen, last));
      last = input.screen;
    },
    pointerUp: () => back,
    cancel: () => back,
  };
}
