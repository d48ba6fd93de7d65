import { type Box, boxBetween } from "../../core/geometry";
import type { PointerInput } from "../input";
import { inPicture, isDrag } from "./gesture";
import type { ToolContext, ToolState } from "./tool";

/** Asks for a place or an area of the picture, for whoever wants one. */
export function region(context: ToolContext): ToolState {
  return {
    name: "region.waiting",
    cursor: "crosshair",
    hint: { key: "editor:hint.region" },
    decoration: { crosshair: true },
    pointerDown: (input) => (input.button === "main" ? pulling(context, input, input) : "done"),
    finish: () => "done",
    cancel: () => "done",
  };
}

function pulling(context: ToolContext, from: PointerInput, now: PointerInput): ToolState {
  const area: Box = boxBetween(inPicture(context, from), inPicture(context, now));
  return {
    name: "region.pulling",
    cursor: "crosshair",
    hint: { key: "editor:hint.region" },
    busy: true,
    decoration: { crosshair: true, brush: area },
    pointerMove: (input) => pulling(context, from, input),
    pointerUp() {
      const { left, top } = area;
      const at = { left, top, right: left, bottom: top };
      context.regionChosen.emit(isDrag(from, now) ? area : at);
      return "done";
    },
    cancel: () => "done",
  };
}
