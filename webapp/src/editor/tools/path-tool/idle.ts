import { drawingHint } from "../drafting";
import { magnetsNear, type Snapped } from "../snapping";
import type { ToolContext, ToolState } from "../tool";
import { type PathTool, placed, placing, target } from "./placing";
import { NO_TRAIL, stepForth, type Trail } from "./trail";

/** Waiting for the first point; `trail` has what was taken back. */
export function idle(tool: PathTool, trail: Trail = NO_TRAIL): (context: ToolContext) => ToolState {
  return (context) => waiting(tool, context, trail, null);
}

function waiting(
  tool: PathTool,
  context: ToolContext,
  trail: Trail,
  next: Snapped | null,
): ToolState {
  const [again] = trail.undone;
  return {
    name: `${tool}.idle`,
    cursor: "crosshair",
    hint: drawingHint(tool, "first"),
    decoration: {
      crosshair: true,
      magnets: next ? magnetsNear(context, next.at) : [],
      magnet: next?.vertex?.at,
    },
    pointerMove(input) {
      if (context.drawing.snapping === "none") return;
      return waiting(tool, context, trail, target(tool, context, input));
    },
    pointerDown: (input) =>
      input.button === "main"
        ? placed(tool, context, NO_TRAIL, target(tool, context, input))
        : undefined,
    finish: () => "done",
    ...(again && {
      redo: () =>
        placing(tool, context, stepForth(trail), { at: pointOf(again.points), vertex: null }),
    }),
  };
}

function pointOf<P>(points: readonly P[]): P {
  return points.at(-1) as P;
}
