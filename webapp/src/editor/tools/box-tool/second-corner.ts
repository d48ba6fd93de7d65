import { boxBetween, type Point } from "../../../core/geometry";
import type { PointerInput } from "../../input";
import { drawingHint, keep } from "../drafting";
import { inPicture, isDrag } from "../gesture";
import type { ToolContext, ToolState } from "../tool";
import { type BoxTool, firstCorner } from "./first-corner";

interface Started {
  /** Where the button went down. */
  readonly from: PointerInput;
  /** The first corner, picture px. */
  readonly corner: Point;
}

/**
 * Waiting for the second corner: a second click, or letting go after a drag.
 */
export function secondCorner(
  tool: BoxTool,
  context: ToolContext,
  started: Started,
  opposite: Point = started.corner,
): ToolState {
  const again = firstCorner(tool);
  const draftTo = (to: Point) => tool.draft(context, boxBetween(started.corner, to));
  const end = (input: PointerInput) => keep(context, draftTo(inPicture(context, input)), again);
  return {
    name: `${tool.id}.second-corner`,
    cursor: "crosshair",
    hint: drawingHint(tool.id, "second"),
    busy: true,
    drafts: [draftTo(opposite)],
    decoration: { crosshair: true, size: true },
    pointerMove: (input) => secondCorner(tool, context, started, inPicture(context, input)),
    pointerUp: (input) => (isDrag(started.from, input) ? end(input) : undefined),
    pointerDown: (input) => (input.button === "main" ? end(input) : again(context)),
    finish: () => keep(context, draftTo(opposite), again),
    removeLast: () => again(context),
    cancel: () => "done",
  };
}
