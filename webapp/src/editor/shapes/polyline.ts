import { paintPath } from "./outline";
import { hitPath, pathLike, tracePath } from "./path";
import type { ShapeUtil } from "./shape-util";

export const polyline: ShapeUtil = {
  ...pathLike("polyline"),
  closed: false,
  hit: (shape, at, tolerance) => hitPath(shape.points, at, tolerance, false),
  draw(ctx, shape, style, scale) {
    ctx.beginPath();
    tracePath(ctx, shape.points, scale, false);
    paintPath(ctx, style, scale, false);
  },
};
