import { type Box, sizeOf } from "../../core/geometry";
import { pullingArea } from "./pulling-area";
import type { ToolContext, ToolState } from "./tool";

/** By how much a click zooms in, where no box is pulled. */
const CLICK = 2;

/** Shows the box that is pulled as large as it fits; a click zooms in there. */
export function zoom(context: ToolContext): ToolState {
  const hint = { key: "editor:hint.zoom" };
  const chosen = (area: Box) => {
    const { viewport } = context;
    const { width, height } = sizeOf(area);
    if (width > 0 && height > 0) viewport.focus(area);
    else viewport.zoomBy(CLICK, viewport.toScreen({ x: area.left, y: area.top }));
  };
  return {
    name: "zoom.waiting",
    cursor: "zoom-in",
    hint,
    decoration: { crosshair: true },
    pointerDown: (input) =>
      input.button === "main" ? pullingArea(context, { hint, chosen }, input) : "done",
    cancel: () => "done",
  };
}
