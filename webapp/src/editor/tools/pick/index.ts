import type { ToolContext, ToolState } from "../tool";
import { type Picker, picking } from "./picking";

const start =
  (picker: Picker) =>
  (context: ToolContext): ToolState =>
    picking(picker, context);

/** Shapes and tracks on different frames become one track. */
export const merge = start({
  id: "merge",
  accepts: (context, id) => context.isEditable(id) && typeOf(context, id) !== "mask",
  run: ({ operations }, ids) => operations.merge(ids),
});

/** A track becomes two at this frame. */
export const split = start({
  id: "split",
  one: true,
  accepts: (context, id) => context.isEditable(id) && context.operations.canSplit(id),
  run: ({ operations }, ids) => operations.split(ids),
});

/** Polygons or masks of this frame become one. */
export const join = start({
  id: "join",
  accepts: (context, id) =>
    context.isEditable(id) && ["polygon", "mask"].includes(typeOf(context, id) ?? ""),
  run: ({ operations }, ids) => operations.join(ids),
});

/** Objects that belong together. */
export const group = start({
  id: "group",
  accepts: (context, id) => context.isEditable(id),
  run({ commands, selection }, ids) {
    if (ids.length > 0) commands.group(ids);
    selection.set(ids);
  },
});

function typeOf({ scene }: ToolContext, id: string): string | undefined {
  return scene.item(id)?.shape.type;
}
