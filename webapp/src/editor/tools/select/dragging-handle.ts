import { add, subtract } from "../../../core/geometry";
import type { ShapeRecord } from "../../../core/records";
import type { PointerInput } from "../../input";
import type { Handle } from "../../shapes/shape-util";
import type { ToolContext, ToolState } from "../tool";
import { idle } from "./idle";

interface Grip {
  readonly shape: ShapeRecord;
  readonly handle: Handle;
}

/** Pulling a corner, side or vertex; `from` is where it was gripped, so it does not jump. */
export function draggingHandle(
  context: ToolContext,
  { shape, handle }: Grip,
  from: PointerInput,
  draft: ShapeRecord = shape,
): ToolState {
  return {
    name: "select.dragging-handle",
    cursor: handle.cursor,
    hint: { key: `editor:hint.select.dragging-${handle.role}` },
    busy: true,
    drafts: [draft],
    decoration: { size: true },
    pointerMove(input) {
      const at = add(handle.at, subtract(input.at, from.at));
      const { limits } = context;
      const drag = { shape, handle, at, limits, modifiers: input };
      const next = context.shapes.of(shape).dragHandle(drag);
      return draggingHandle(context, { shape, handle }, from, next);
    },
    pointerUp() {
      if (draft !== shape) context.commands.write([draft], "resize");
      return idle(context);
    },
    cancel: () => idle(context),
  };
}
