import { type Box, union } from "../../core/geometry";
import { pullingArea } from "./pulling-area";
import type { ToolContext, ToolState } from "./tool";

/** Asks for a place or an area of the picture, for whoever wants one; N or Enter takes what is selected. */
export function region(context: ToolContext): ToolState {
  const hint = { key: "editor:hint.region" };
  const chosen = (area: Box) => context.regionChosen.emit(area);
  return {
    name: "region.waiting",
    cursor: "crosshair",
    hint,
    decoration: { crosshair: true },
    pointerDown: (input) =>
      input.button === "main" ? pullingArea(context, { hint, chosen }, input) : "done",
    finish() {
      chosen(aroundSelected(context));
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
