import { paintPath } from "./outline";
import { hitPath, pathLike, tracePath } from "./path";
import type { ShapeUtil } from "./shape-util";

export const polygon: ShapeUtil = {
  ...pathLike("polygon"),
  closed: true,
  hit: (shape, at, tolerance) => hitPath(shape.points, at, tolerance, true),
  draw(ctx, shape, style, scale) {
    ctx.beginPath();
    tracePath(ctx, shape.points, scale, true);
    paintPath(ctx, style, scale, true);
  },
};
