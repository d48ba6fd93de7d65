import { type Box, boxBetween, union } from "../../core/geometry";
import type { PointerInput } from "../input";
import { inPicture, isDrag } from "./gesture";
import type { ToolContext, ToolState } from "./tool";

/** Asks for a place or an area of the picture, for whoever wants one; N or Enter takes what is selected. */
export function region(context: ToolContext): ToolState {
  return {
    name: "region.waiting",
    cursor: "crosshair",
    hint: { key: "editor:hint.region" },
    decoration: { crosshair: true },
    pointerDown: (input) => (input.button === "main" ? pulling(context, input, input) : "done"),
    finish() {
      context.regionChosen.emit(aroundSelected(context));
      return "done";
    },
    cancel: () => "done",
  };
}

/** The box around what is selected on this frame; around the picture where nothing is. */
function aroundSelected({ scene, selection, limits }: ToolContext): Box {
  const boxes = [...selection.ids].flatMap((id) => scene.item(id)?.bounds ?? []);
  return boxes.length ? boxes.reduce(union) : limits;
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
