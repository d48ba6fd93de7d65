import { distance, toPoints } from "../../core/geometry";
import { paintDot } from "./outline";
import { pathLike } from "./path";
import type { ShapeUtil } from "./shape-util";

const RADIUS = 3.5;

export const points: ShapeUtil = {
  ...pathLike("points"),
  closed: false,
  hit(shape, at, tolerance) {
    const away = Math.min(...toPoints(shape.points).map((point) => distance(point, at)));
    return away <= tolerance ? away : null;
  },
  draw(ctx, shape, style, scale) {
    ctx.globalAlpha = style.dashed ? 0.6 : 1;
    for (const { x, y } of toPoints(shape.points)) {
      paintDot(ctx, x, y, style.stroke, RADIUS + style.width / 2, scale);
    }
    ctx.globalAlpha = 1;
  },
};
