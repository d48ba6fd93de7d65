import type { Box } from "../../../core/geometry";
import type { ShapeRecord } from "../../../core/records";
import { drawingHint } from "../drafting";
import { inPicture } from "../gesture";
import type { ToolContext, ToolId, ToolState } from "../tool";
import { secondCorner } from "./second-corner";

/** A tool that draws a shape into a box given by two corners. */
export interface BoxTool {
  readonly id: ToolId;
  draft(context: ToolContext, box: Box): ShapeRecord;
}

/** Waiting for the first corner. */
export function firstCorner(tool: BoxTool): (context: ToolContext) => ToolState {
  return (context) => ({
    name: `${tool.id}.first-corner`,
    cursor: "crosshair",
    hint: drawingHint(tool.id, "first"),
    decoration: { crosshair: true },
    pointerDown: (input) =>
      input.button === "main"
        ? secondCorner(tool, context, { from: input, corner: inPicture(context, input) })
        : undefined,
    finish: () => "done",
  });
}
