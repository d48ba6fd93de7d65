import type { RecordId, ShapeRecord } from "../../core/records";
import { simplified } from "../operations/outlines";
import type { ToolContext, ToolState } from "./tool";

/** Outlines with fewer points, as they would be with the tolerance (px) of the drawing settings. */
export function simplifying(context: ToolContext, ids: readonly RecordId[]): ToolState {
  const { tolerance } = context.drawing;
  const shapes = ids.flatMap((id) => context.scene.item(id)?.shape ?? []);
  const drafts = shapes.map((shape) => simplified(shape, tolerance));
  return {
    name: "simplify.choosing",
    cursor: "default",
    hint: {
      key: "editor:hint.simplify",
      values: { before: pointCount(shapes), after: pointCount(drafts) },
    },
    busy: true,
    drafts,
    decoration: { placed: drafts.flatMap(pointsOf) },
    retune: () => simplifying(context, ids),
    finish() {
      context.commands.write(drafts, "simplify");
      context.selection.set(ids);
      return "done";
    },
    cancel: () => "done",
  };
}

function pointCount(shapes: readonly ShapeRecord[]): number {
  return shapes.reduce((sum, { points }) => sum + points.length / 2, 0);
}

function pointsOf({ points }: ShapeRecord) {
  return points.flatMap((x, i) => (i % 2 === 0 ? [{ x, y: points[i + 1] ?? 0 }] : []));
}
