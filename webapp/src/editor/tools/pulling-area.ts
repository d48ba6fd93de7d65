import { type Box, boxBetween } from "../../core/geometry";
import type { Hint } from "../hint";
import type { PointerInput } from "../input";
import { inPicture, isDrag } from "./gesture";
import type { ToolContext, ToolState } from "./tool";

interface Asked {
  readonly hint: Hint;
  /** Told of the area, picture px; a click is an area without extent. */
  chosen(area: Box): void;
}

/** A box is pulled over the picture, for whoever asked for an area. */
export function pullingArea(
  context: ToolContext,
  asked: Asked,
  from: PointerInput,
  now = from,
): ToolState {
  const area: Box = boxBetween(inPicture(context, from), inPicture(context, now));
  return {
    name: "area.pulling",
    cursor: "crosshair",
    hint: asked.hint,
    busy: true,
    decoration: { crosshair: true, brush: area },
    pointerMove: (input) => pullingArea(context, asked, from, input),
    pointerUp() {
      const { left, top } = area;
      asked.chosen(isDrag(from, now) ? area : { left, top, right: left, bottom: top });
      return "done";
    },
    cancel: () => "done",
  };
}
