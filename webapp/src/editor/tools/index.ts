import { cuboid, ellipse, rectangle, skeleton } from "./box-tool";
import { paintMask } from "./mask/painting";
import { idle as panIdle } from "./pan/idle";
import { placing } from "./paste/placing";
import { idle as pathIdle } from "./path-tool/idle";
import { group, join, merge, split } from "./pick";
import { byExtremes, cuboidByPoints, oriented } from "./points-tool";
import { region } from "./region";
import { idle as selectIdle } from "./select/idle";
import { simplifying } from "./simplify";
import { slice } from "./slice/cutting";
import type { OwnToolId } from "./tool";
import type { StartTool } from "./toolbox";
import { zoom } from "./zoom";

const RECTANGLES = { corners: rectangle, extremes: byExtremes, oriented };
const CUBOIDS = { box: cuboid, points: cuboidByPoints };

/** Every tool by the state it starts in. */
export const TOOLS: Readonly<Record<OwnToolId, StartTool>> = {
  select: (context) => selectIdle(context),
  pan: panIdle,
  zoom,
  rectangle: (context) => RECTANGLES[context.drawing.rectangleBy](context),
  ellipse,
  cuboid: (context) => CUBOIDS[context.drawing.cuboidBy](context),
  skeleton,
  polygon: pathIdle("polygon"),
  polyline: pathIdle("polyline"),
  points: pathIdle("points"),
  mask: (context) => paintMask(context),
  paste: (context) => placing(context),
  slice,
  merge,
  split,
  join,
  group,
  simplify: (context) => simplifying(context, []),
  region,
};
