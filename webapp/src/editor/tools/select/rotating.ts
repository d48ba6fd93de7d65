import type { ShapeRecord } from "../../../core/records";
import type { Handle } from "../../shapes/shape-util";
import type { ToolContext, ToolState } from "../tool";
import { idle } from "./idle";

interface Grip {
  readonly shape: ShapeRecord;
  readonly handle: Handle;
}

/** Turning a shape about its centre, in steps of 15 degrees while Shift is held. */
export function rotating(
  context: ToolContext,
  { shape, handle }: Grip,
  draft: ShapeRecord = shape,
): ToolState {
  return {
    name: "select.rotating",
    cursor: "grabbing",
    hint: { key: "editor:hint.select.rotating", values: { degrees: draft.rotation } },
    busy: true,
    drafts: [draft],
    pointerMove(input) {
      const drag = { shape, handle, at: input.at, limits: context.limits, modifiers: input };
      const next = context.shapes.of(shape).dragHandle(drag);
      return rotating(context, { shape, handle }, next);
    },
    pointerUp() {
      if (draft.rotation !== shape.rotation) context.commands.write([draft], "rotate");
      return idle(context);
    },
    cancel: () => idle(context),
  };
}
