import { type Box, centreOf, sizeOf, toFlat } from "../../../core/geometry";
import { newShape, type ShapeRecord } from "../../../core/records";
import type { SkeletonTemplate } from "../../options";
import { cuboidPoints } from "../../shapes/cuboid";
import { ellipsePoints } from "../../shapes/ellipse";
import { draftOf } from "../drafting";
import type { ToolContext } from "../tool";
import { firstCorner } from "./first-corner";

export const rectangle = firstCorner({
  id: "rectangle",
  draft: (context, { left, top, right, bottom }) =>
    draftOf(context, "rectangle", [left, top, right, bottom]),
});

export const ellipse = firstCorner({
  id: "ellipse",
  draft: (context, box) => draftOf(context, "ellipse", ellipsePoints(box)),
});

export const cuboid = firstCorner({
  id: "cuboid",
  draft: (context, box) => draftOf(context, "cuboid", cuboidPoints(box)),
});

export const skeleton = firstCorner({ id: "skeleton", draft: skeletonIn });

/** The joints of the label's template, spread so that they fill the box. */
function skeletonIn(context: ToolContext, box: Box): ShapeRecord {
  const shape = draftOf(context, "skeleton", []);
  const template = context.label(shape.labelId)?.skeleton;
  const nodes = template?.nodes ?? [];
  const elements = nodes.map((node) =>
    newShape({
      type: "points",
      labelId: node.labelId,
      frame: shape.frame,
      zOrder: shape.zOrder,
      points: template ? toFlat([placeIn(box, node, template)]) : [],
    }),
  );
  return { ...shape, elements };
}

function placeIn(box: Box, node: { x: number; y: number }, { nodes }: SkeletonTemplate) {
  return {
    x: between(
      node.x,
      nodes.map((each) => each.x),
      box.left,
      sizeOf(box).width,
      centreOf(box).x,
    ),
    y: between(
      node.y,
      nodes.map((each) => each.y),
      box.top,
      sizeOf(box).height,
      centreOf(box).y,
    ),
  };
}

function between(
  value: number,
  all: readonly number[],
  start: number,
  length: number,
  middle: number,
): number {
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return high === low ? middle : start + ((value - low) / (high - low)) * length;
}
