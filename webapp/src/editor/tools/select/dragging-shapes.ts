import { subtract } from "../../../core/geometry";
import type { ShapeRecord } from "../../../core/records";
import type { PointerInput } from "../../input";
import { moveTogether } from "../../moving";
import { movable } from "../../transforming";
import type { ToolContext, ToolState } from "../tool";
import { idle } from "./idle";

/** Moving the selected shapes; `null` when none of them may be moved. */
export function draggingShapes(
  context: ToolContext,
  from: PointerInput,
  now: PointerInput,
): ToolState | null {
  const shapes = movable(context);
  return shapes.length > 0 ? dragging(context, shapes, from, now) : null;
}

function dragging(
  context: ToolContext,
  shapes: readonly ShapeRecord[],
  from: PointerInput,
  now: PointerInput,
): ToolState {
  const by = subtract(now.at, from.at);
  const drafts = moveTogether(context.shapes, shapes, by, context.limits);
  return {
    name: "select.dragging-shapes",
    cursor: "move",
    hint: { key: "editor:hint.select.dragging" },
    busy: true,
    drafts,
    pointerMove: (input) => dragging(context, shapes, from, input),
    pointerUp() {
      context.commands.write(drafts, "move");
      return idle(context, "shape", "move");
    },
    cancel: () => idle(context),
  };
}
