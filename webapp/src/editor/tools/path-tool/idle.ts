import { drawingHint } from "../drafting";
import { inPicture } from "../gesture";
import type { ToolContext, ToolState } from "../tool";
import { type PathTool, placed } from "./placing";

/** Waiting for the first point. */
export function idle(tool: PathTool): (context: ToolContext) => ToolState {
  return (context) => ({
    name: `${tool}.idle`,
    cursor: "crosshair",
    hint: drawingHint(tool, "first"),
    decoration: { crosshair: true },
    pointerDown: (input) =>
      input.button === "main" ? placed(tool, context, [], inPicture(context, input)) : undefined,
    finish: () => "done",
  });
}
