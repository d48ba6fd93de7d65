import { distance, type Point, toFlat } from "../../../core/geometry";
import { FEWEST_POINTS } from "../../drawing";
import { reach } from "../../hit-testing";
import type { PointerInput } from "../../input";
import { draftOf, drawingHint, keep } from "../drafting";
import { inPicture } from "../gesture";
import type { ToolContext, ToolState } from "../tool";
import { idle } from "./idle";

export type PathTool = "polygon" | "polyline" | "points";

/** While Shift is held, moving sets a point at every so many CSS px. */
const SLIDE_STEP = 15;

/** The state after setting one more point: finished when it was the last of a fixed number. */
export function placed(
  tool: PathTool,
  context: ToolContext,
  points: readonly Point[],
  point: Point,
): ToolState | "done" {
  const now = isSame(context, points.at(-1), point) ? points : [...points, point];
  const full = context.drawing.pointCount !== null && now.length >= context.drawing.pointCount;
  return full ? finished(tool, context, now) : placing(tool, context, now, point);
}

/** Setting points; `next` is where the pointer would set the next one. */
export function placing(
  tool: PathTool,
  context: ToolContext,
  points: readonly Point[],
  next: Point,
): ToolState {
  const back = () =>
    points.length > 1 ? placing(tool, context, points.slice(0, -1), next) : idle(tool)(context);
  return {
    name: `${tool}.placing`,
    cursor: "crosshair",
    hint: drawingHint(tool, "next", { count: points.length, fewest: fewest(tool) }),
    busy: true,
    drafts: [draftOf(context, tool, toFlat([...points, next]))],
    decoration: { crosshair: true, placed: points },
    pointerDown(input) {
      if (input.button === "right") return back();
      if (input.button !== "main") return;
      if (closes(tool, context, points, input)) return finished(tool, context, points);
      return placed(tool, context, points, inPicture(context, input));
    },
    pointerMove(input) {
      const to = inPicture(context, input);
      const slid = input.shift && slidesFrom(context, points.at(-1), to);
      return slid ? placed(tool, context, points, to) : placing(tool, context, points, to);
    },
    doubleClick: () =>
      points.length >= fewest(tool) ? finished(tool, context, points) : undefined,
    finish: () => (points.length >= fewest(tool) ? finished(tool, context, points) : undefined),
    removeLast: back,
    cancel: () => "done",
  };
}

function finished(
  tool: PathTool,
  context: ToolContext,
  points: readonly Point[],
): ToolState | "done" {
  return keep(context, draftOf(context, tool, toFlat(points)), idle(tool));
}

function fewest(tool: PathTool): number {
  return FEWEST_POINTS[tool] ?? 1;
}

/** A click on the first point of a polygon closes it. */
function closes(
  tool: PathTool,
  context: ToolContext,
  points: readonly Point[],
  input: PointerInput,
): boolean {
  const [first] = points;
  if (tool !== "polygon" || !first || points.length < fewest(tool)) return false;
  return distance(first, input.at) <= reach(context.viewport, input.touch);
}

/** The second press of a double click sets no second point. */
function isSame(context: ToolContext, last: Point | undefined, point: Point): boolean {
  return last !== undefined && distance(last, point) * context.viewport.scale < 1;
}

function slidesFrom(context: ToolContext, last: Point | undefined, to: Point): boolean {
  return last !== undefined && distance(last, to) * context.viewport.scale >= SLIDE_STEP;
}
