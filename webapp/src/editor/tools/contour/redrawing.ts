import {
  distance,
  type Point,
  pathLength,
  polygonArea,
  toFlat,
  toPoints,
} from "../../../core/geometry";
import type { ShapeRecord } from "../../../core/records";
import { reach } from "../../hit-testing";
import type { PointerInput } from "../../input";
import { redrawnOutlines } from "../../operations/outlines";
import { inPicture } from "../gesture";
import { magnetsNear, snapped } from "../snapping";
import type { Next, ToolContext, ToolState } from "../tool";

const SLIDE_STEP = 15;

/** Which vertex was taken, and the line drawn from it so far. */
interface Line {
  readonly shape: ShapeRecord;
  readonly from: number;
  readonly points: readonly Point[];
}

/**
 * Drawing a part of an outline anew: from a vertex to another one. A polygon
 * loses the shorter way between them, or with Alt the longer one; a polyline
 * may also end at the new line, and points just get more.
 */
export function redrawingContour(
  context: ToolContext,
  line: Line,
  next: Point | null = null,
): ToolState {
  const { shape, points } = line;
  const start = toPoints(shape.points)[line.from] as Point;
  const back = () => redrawingContour(context, { ...line, points: points.slice(0, -1) }, next);
  const add = (point: Point) =>
    redrawingContour(context, { ...line, points: [...points, point] }, point);
  const finish = (): Next => {
    if (shape.type === "polygon" || points.length === 0) return;
    return end(context, shape, grown(line));
  };
  return {
    name: "contour.redrawing",
    cursor: "crosshair",
    hint: { key: `editor:hint.contour.${shape.type}` },
    busy: true,
    drafts: [shape],
    decoration: {
      line: [start, ...points, ...(next ? [next] : [])],
      placed: [start, ...points],
      magnets: [...toPoints(shape.points), ...(next ? magnetsNear(context, next) : [])],
    },
    pointerMove(input) {
      const at = snapped(context, input, new Set([shape.id])).at;
      const last = points.at(-1) ?? start;
      const far = distance(last, at) * context.viewport.scale >= SLIDE_STEP;
      return input.shift && far ? add(at) : redrawingContour(context, line, at);
    },
    pointerDown(input) {
      if (input.button === "right") return points.length > 0 ? back() : "done";
      if (input.button !== "main") return;
      const to = vertexAt(context, shape, input);
      if (to !== null && to !== line.from && shape.type !== "points")
        return end(context, shape, closed(line, to, input.alt));
      return add(snapped(context, input, new Set([shape.id])).at);
    },
    ownsAlt: () => true,
    doubleClick: finish,
    finish,
    removeLast: () => (points.length > 0 ? back() : "done"),
    ...(points.length > 0 && { undo: back }),
    cancel: () => "done",
  };
}

function end(context: ToolContext, shape: ShapeRecord, points: readonly Point[]): "done" {
  const written = { ...shape, points: toFlat(points) };
  if (context.shapes.of(written).isValid(written)) context.commands.write([written], "redraw-part");
  context.selection.set([shape.id]);
  return "done";
}

function vertexAt(context: ToolContext, shape: ShapeRecord, input: PointerInput): number | null {
  const within = reach(context.viewport, input.touch);
  const at = inPicture(context, input);
  const found = toPoints(shape.points).findIndex((point) => distance(point, at) <= within);
  return found < 0 ? null : found;
}

/** The outline with the line in place of one of the two ways between its ends. */
function closed({ shape, from, points }: Line, to: number, longer: boolean): readonly Point[] {
  const outline = toPoints(shape.points);
  if (shape.type === "polyline") return splicedPath(outline, from, to, points);
  const line = [...points];
  const candidates = redrawnOutlines(outline, from, to, line);
  const kept = candidates.map((candidate) => pathLength([...candidate, candidate[0] as Point]));
  const [one = 0, other = 0] = kept;
  const keepFirst =
    one === other ? polygonArea(candidates[0]) >= polygonArea(candidates[1]) : one > other;
  return candidates[keepFirst !== longer ? 0 : 1];
}

function splicedPath(
  path: readonly Point[],
  from: number,
  to: number,
  line: readonly Point[],
): Point[] {
  const [first, last, between] = from < to ? [from, to, line] : [to, from, line.toReversed()];
  return [...path.slice(0, first + 1), ...between, ...path.slice(last)];
}

/** A line that ends beside the outline: it goes on from the nearer end of a polyline. */
function grown({ shape, from, points }: Line): readonly Point[] {
  const outline = toPoints(shape.points);
  if (shape.type === "points") return [...outline, ...points];
  const fromStart = from < outline.length / 2;
  return fromStart
    ? [...points.toReversed(), ...outline.slice(from)]
    : [...outline.slice(0, from + 1), ...points];
}
