import { centreOf, subtract, union } from "../../../core/geometry";
import type { ShapeRecord } from "../../../core/records";
import type { PointerInput } from "../../input";
import { moveTogether } from "../../moving";
import type { ToolContext, ToolState } from "../tool";

/** Copies hang on the pointer until a click places them; Ctrl + click keeps pasting. */
export function placing(
  context: ToolContext,
  copied: readonly ShapeRecord[] = context.clipboard.shapes,
  drafts: readonly ShapeRecord[] = context.commands.copies(copied),
): ToolState {
  const follow = (input: PointerInput) => moved(context, copied, input);
  return {
    name: "paste.placing",
    cursor: "copy",
    hint: { key: "editor:hint.paste", values: { count: copied.length } },
    drafts,
    pointerMove: (input) => placing(context, copied, follow(input)),
    pointerDown(input) {
      if (input.button !== "main") return "done";
      context.selection.set(context.commands.paste(follow(input)));
      return input.ctrl ? placing(context, copied, drafts) : "done";
    },
    finish() {
      context.selection.set(context.commands.paste(drafts));
      return "done";
    },
    cancel: () => "done",
  };
}

function moved(
  context: ToolContext,
  copied: readonly ShapeRecord[],
  input: PointerInput,
): ShapeRecord[] {
  const copies = context.commands.copies(copied);
  const bounds = copies.map((shape) => context.shapes.of(shape).bounds(shape));
  const by = subtract(input.at, centreOf(bounds.reduce(union)));
  return moveTogether(context.shapes, copies, by, context.limits);
}
