import { type Box, centreOf, type Point, sizeOf } from "../../core/geometry";
import { type BoxCodec, boxed, unturn } from "./boxed";
import { paintPath } from "./outline";
import type { ShapeUtil } from "./shape-util";

const codec: BoxCodec = {
  toBox(points) {
    const [cx = 0, cy = 0, right = cx, top = cy] = points;
    const [rx, ry] = [Math.abs(right - cx), Math.abs(cy - top)];
    return { left: cx - rx, top: cy - ry, right: cx + rx, bottom: cy + ry };
  },
  fromBox(box) {
    const { x, y } = centreOf(box);
    return [x, y, box.right, box.top];
  },
};

/** The wire's points of the ellipse that fills an upright box. */
export const ellipsePoints = codec.fromBox;

/** The upright box that an ellipse of these points would fill. */
export const ellipseBox = codec.toBox;

/** About how far `at` is from the rim of the upright ellipse in `box`, px; negative inside. */
function rimDistance(at: Point, box: Box): number {
  const { width, height } = sizeOf(box);
  const centre = centreOf(box);
  const [rx, ry] = [Math.max(width / 2, 0.5), Math.max(height / 2, 0.5)];
  const [dx, dy] = [at.x - centre.x, at.y - centre.y];
  const ratio = Math.hypot(dx / rx, dy / ry);
  const slope = Math.hypot(dx / rx ** 2, dy / ry ** 2);
  return slope === 0 ? -Math.min(rx, ry) : (ratio * (ratio - 1)) / slope;
}

export const ellipse: ShapeUtil = {
  type: "ellipse",
  ...boxed(codec),

  hit(shape, at, tolerance) {
    const box = codec.toBox(shape.points);
    const away = rimDistance(unturn(at, box, shape.rotation), box);
    return away <= tolerance ? Math.abs(away) : null;
  },

  draw(ctx, shape, style, scale) {
    const box = codec.toBox(shape.points);
    const { x, y } = centreOf(box);
    const { width, height } = sizeOf(box);
    ctx.beginPath();
    ctx.ellipse(x, y, width / 2, height / 2, (shape.rotation * Math.PI) / 180, 0, 2 * Math.PI);
    paintPath(ctx, style, scale, true);
  },
};
