import { distance, type Point, polygonArea, toFlat } from "../../../core/geometry";
import { cropPolygon } from "../../../core/geometry/polygons";
import { FEWEST_POINTS } from "../../drawing";
import { reach } from "../../hit-testing";
import type { PointerInput } from "../../input";
import { draftOf, drawingHint, keep } from "../drafting";
import { magnetsNear, type Snapped, snapped } from "../snapping";
import type { ToolContext, ToolState } from "../tool";
import { idle } from "./idle";
import { ahead, extended, pointsOf, stepBack, stepForth, type Trail } from "./trail";

export type PathTool = "polygon" | "polyline" | "points";

/** While Shift is held, moving sets a point at every so many CSS px. */
const SLIDE_STEP = 15;

/** Where the next point would go: a polygon may go beyond the picture, and is cropped to it. */
export function target(tool: PathTool, context: ToolContext, input: PointerInput): Snapped {
  const place = snapped(context, input);
  return tool === "polygon" && !place.vertex ? { ...place, at: input.at } : place;
}

/** The state after one more click: finished when it set the last of a fixed number of points. */
export function placed(
  tool: PathTool,
  context: ToolContext,
  trail: Trail,
  to: Snapped,
): ToolState | "done" {
  const more = ahead(trail, to, context.drawing.snapping === "contour");
  const repeated = more.length === 1 && isSame(context, pointsOf(trail).at(-1), to.at);
  const now = repeated || more.length === 0 ? trail : extended(trail, more, to.vertex);
  const { pointCount } = context.drawing;
  const points = pointsOf(now);
  if (pointCount === null || points.length < pointCount) return placing(tool, context, now, to);
  return finished(tool, context, points.slice(0, pointCount));
}

/** Setting points; `next` is where the pointer would set the next one. */
export function placing(
  tool: PathTool,
  context: ToolContext,
  trail: Trail,
  next: Snapped,
): ToolState {
  const points = pointsOf(trail);
  const goOn = (other: Trail) =>
    other.steps.length > 0 ? placing(tool, context, other, next) : idle(tool, other)(context);
  const end = () => (points.length >= fewest(tool) ? finished(tool, context, points) : undefined);
  const preview = ahead(trail, next, context.drawing.snapping === "contour");
  return {
    name: `${tool}.placing`,
    cursor: "crosshair",
    hint: drawingHint(tool, "next", { count: points.length, fewest: fewest(tool) }),
    busy: true,
    drafts: [draftOf(context, tool, toFlat([...points, ...preview]))],
    decoration: {
      crosshair: true,
      placed: points,
      magnets: magnetsNear(context, next.at),
      magnet: next.vertex?.at,
    },
    pointerDown(input) {
      if (input.button === "right") return goOn(stepBack(trail));
      if (input.button !== "main") return;
      if (closes(tool, context, points, input)) return finished(tool, context, points);
      return placed(tool, context, trail, target(tool, context, input));
    },
    pointerMove(input) {
      const to = target(tool, context, input);
      const slid = input.shift && slidesFrom(context, points.at(-1), to.at);
      return slid ? placed(tool, context, trail, to) : placing(tool, context, trail, to);
    },
    doubleClick: end,
    finish: end,
    removeLast: () => goOn(stepBack(trail)),
    undo: () => goOn(stepBack(trail)),
    redo: () => goOn(stepForth(trail)),
    cancel: () => "done",
  };
}

function finished(
  tool: PathTool,
  context: ToolContext,
  points: readonly Point[],
): ToolState | "done" {
  const within = tool === "polygon" ? largestWithin(context, points) : points;
  return keep(context, draftOf(context, tool, toFlat(within)), idle(tool));
}

/** The part within the picture; the largest where the edge cuts it into several. */
function largestWithin({ limits }: ToolContext, points: readonly Point[]): readonly Point[] {
  const parts = cropPolygon(points, limits);
  return parts.sort((a, b) => polygonArea(b) - polygonArea(a))[0] ?? [];
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
