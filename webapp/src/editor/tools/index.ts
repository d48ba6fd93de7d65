import { cuboid, ellipse, rectangle, skeleton } from "./box-tool";
import { idle as panIdle } from "./pan/idle";
import { placing } from "./paste/placing";
import { idle as pathIdle } from "./path-tool/idle";
import { idle as selectIdle } from "./select/idle";
import type { ToolId } from "./tool";
import type { StartTool } from "./toolbox";

/** Every tool by the state it starts in. */
export const TOOLS: Readonly<Record<ToolId, StartTool>> = {
  select: (context) => selectIdle(context),
  pan: panIdle,
  rectangle,
  ellipse,
  cuboid,
  skeleton,
  polygon: pathIdle("polygon"),
  polyline: pathIdle("polyline"),
  points: pathIdle("points"),
  paste: (context) => placing(context),
};
