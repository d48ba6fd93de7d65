import {
  add,
  bearing,
  boxAround,
  boxBetween,
  distance,
  midpoint,
  type Point,
  toFlat,
} from "../../../core/geometry";
import type { ShapeRecord } from "../../../core/records";
import { draftOf, drawingHint, keep } from "../drafting";
import { inPicture } from "../gesture";
import type { ToolContext, ToolId, ToolState } from "../tool";

/** A tool that makes a shape of a fixed number of clicks. */
interface PointsTool {
  readonly id: ToolId;
  /** The hints' name for this way of drawing. */
  readonly method: string;
  readonly count: number;
  /** The shape from as many points as there are; two at least. */
  draft(context: ToolContext, points: readonly Point[]): ShapeRecord;
}

/** A rectangle around its four outermost points. */
export const byExtremes = placing({
  id: "rectangle",
  method: "extremes",
  count: 4,
  draft(context, points) {
    const { left, top, right, bottom } = boxAround(toFlat(points));
    return draftOf(context, "rectangle", [left, top, right, bottom]);
  },
});

/** A turned rectangle from one side and a point of the opposite one. */
export const oriented = placing({
  id: "rectangle",
  method: "oriented",
  count: 3,
  draft(context, [a, b, c = b]) {
    return turnedRectangle(context, a as Point, b as Point, c as Point);
  },
});

/** A cuboid: the front face by its diagonal, the back face by two points of its right and left edge. */
export const cuboidByPoints = placing({
  id: "cuboid",
  method: "points",
  count: 4,
  draft: (context, points) => draftOf(context, "cuboid", cuboidThrough(points)),
});

function placing(tool: PointsTool) {
  return (context: ToolContext): ToolState => state(tool, context, [], null);
}

function state(
  tool: PointsTool,
  context: ToolContext,
  points: readonly Point[],
  next: Point | null,
): ToolState {
  const shown = next ? [...points, next] : points;
  const back = () => state(tool, context, points.slice(0, -1), next);
  const step = points.length + 1;
  return {
    name: `${tool.id}.${tool.method}`,
    cursor: "crosshair",
    hint: drawingHint(tool.id, tool.method, { step, count: tool.count }),
    busy: points.length > 0,
    drafts: shown.length > 1 ? [tool.draft(context, shown)] : [],
    decoration: { crosshair: true, size: true, placed: points },
    pointerMove: (input) => state(tool, context, points, inPicture(context, input)),
    pointerDown(input) {
      if (input.button === "right") return points.length > 0 ? back() : undefined;
      if (input.button !== "main") return;
      const now = [...points, inPicture(context, input)];
      if (now.length < tool.count) return state(tool, context, now, next);
      return keep(context, tool.draft(context, now), placing(tool));
    },
    finish: () => "done",
    cancel: () => "done",
    ...(points.length > 0 && { removeLast: back, undo: back }),
  };
}

/** The rectangle with the side a–b that reaches as far as `c`. */
function turnedRectangle(context: ToolContext, a: Point, b: Point, c: Point): ShapeRecord {
  const along = distance(a, b) || 1;
  const normal = { x: -(b.y - a.y) / along, y: (b.x - a.x) / along };
  const depth = (c.x - a.x) * normal.x + (c.y - a.y) * normal.y;
  const centre = add(midpoint(a, b), { x: (normal.x * depth) / 2, y: (normal.y * depth) / 2 });
  const half = { x: along / 2, y: Math.abs(depth) / 2 };
  const box = boxBetween(
    { x: centre.x - half.x, y: centre.y - half.y },
    { x: centre.x + half.x, y: centre.y + half.y },
  );
  const rotation = Math.round(((bearing(a, b) + 270) % 360) * 10) / 10;
  const shape = draftOf(context, "rectangle", [box.left, box.top, box.right, box.bottom]);
  return { ...shape, rotation };
}

/**
 * Points of the cuboid whose front face has `a` and `b` as corners; `c` is the
 * top of the right back edge, whose length the fourth point `d` sets.
 */
function cuboidThrough([a, b, c, d]: readonly Point[]): number[] {
  const front = boxBetween(a as Point, b as Point);
  const height = front.bottom - front.top;
  const width = front.right - front.left;
  const back = c ?? { x: front.right, y: front.top };
  const backHeight = d ? Math.max(1, Math.abs(d.y - back.y)) : height;
  const backWidth = height > 0 ? (width * backHeight) / height : width;
  const edge = (x: number, top: number, bottom: number) => [x, top, x, bottom];
  return [
    ...edge(front.left, front.top, front.bottom),
    ...edge(front.right, front.top, front.bottom),
    ...edge(back.x, back.y, back.y + backHeight),
    ...edge(back.x - backWidth, back.y, back.y + backHeight),
  ];
}
