import { type Box, boxBetween, encloses } from "../../../core/geometry";
import type { PointerInput } from "../../input";
import type { ToolContext, ToolState } from "../tool";
import { idle } from "./idle";

/** Pulling a box: what lies fully within it joins the selection. */
export function brushing(context: ToolContext, from: PointerInput, now: PointerInput): ToolState {
  const brush = boxBetween(from.at, now.at);
  return {
    name: "select.brushing",
    cursor: "crosshair",
    hint: { key: "editor:hint.select.brushing" },
    busy: true,
    decoration: { brush },
    pointerMove: (input) => brushing(context, from, input),
    pointerUp() {
      context.selection.set([...context.selection.ids, ...enclosed(context, brush)]);
      return idle(context);
    },
    cancel: () => idle(context),
  };
}

function enclosed({ scene }: ToolContext, brush: Box): string[] {
  return scene
    .within(brush)
    .filter((item) => encloses(brush, item.bounds))
    .map((item) => item.id);
}
