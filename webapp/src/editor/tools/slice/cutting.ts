import { distance, type Point } from "../../../core/geometry";
import { crossesItself } from "../../../core/geometry/polygons";
import type { ShapeRecord } from "../../../core/records";
import { sliceShape } from "../../operations/slicing";
import { type Picker, picking } from "../pick/picking";
import type { ToolContext, ToolState } from "../tool";

/** While Shift is held, moving sets a point at every so many CSS px. */
const SLIDE_STEP = 15;

const choosing: Picker = {
  id: "slice",
  one: true,
  accepts: isSliceable,
  run(context, [id]) {
    const shape = id === undefined ? undefined : context.scene.item(id)?.shape;
    return shape && cutting(context, shape);
  },
};

/** Waiting for the polygon or mask to cut. */
export function slice(context: ToolContext): ToolState {
  return picking(choosing, context);
}

export function isSliceable(context: ToolContext, id: string): boolean {
  const shape = context.scene.item(id)?.shape;
  const record = context.commands.record(id);
  return (
    context.isEditable(id) &&
    record?.kind === "shape" &&
    (shape?.type === "polygon" || shape?.type === "mask")
  );
}

/** Drawing the knife's path: it is cut as soon as the path goes through to the other side. */
export function cutting(
  context: ToolContext,
  shape: ShapeRecord,
  knife: readonly Point[] = [],
  next: Point | null = null,
): ToolState {
  const back = () => cutting(context, shape, knife.slice(0, -1), next);
  const add = (point: Point): ToolState | "done" => {
    const path = [...knife, point];
    return cut(context, shape, path) ? "done" : cutting(context, shape, path, point);
  };
  const line = next ? [...knife, next] : knife;
  return {
    name: "slice.cutting",
    cursor: "crosshair",
    hint: { key: "editor:hint.slice-cut", values: { count: knife.length } },
    busy: true,
    drafts: [shape],
    decoration: { crosshair: true, line, placed: knife },
    pointerMove(input) {
      const last = knife.at(-1);
      const far = last && distance(last, input.at) * context.viewport.scale >= SLIDE_STEP;
      return input.shift && far ? add(input.at) : cutting(context, shape, knife, input.at);
    },
    pointerDown(input) {
      if (input.button === "right") return knife.length > 0 ? back() : undefined;
      return input.button === "main" ? add(input.at) : undefined;
    },
    finish: () => (next && cut(context, shape, line) ? "done" : undefined),
    ...(knife.length > 0 && { removeLast: back, undo: back }),
    cancel: () => "done",
  };
}

function cut(context: ToolContext, shape: ShapeRecord, knife: readonly Point[]): boolean {
  if (knife.length > 3 && crossesItself([...knife])) return false;
  const outside = !context.shapes.of(shape).hit(shape, knife.at(-1) as Point, 0);
  const parts = outside ? sliceShape(shape, knife) : null;
  if (!parts) return false;
  context.commands.exchange("slice", parts, [shape.id]);
  context.selection.set(parts.map(({ id }) => id));
  return true;
}
