import {
  boxBetween,
  clampMove,
  contains,
  cornersOf,
  distanceToPath,
  sizeOf,
} from "../../core/geometry";
import { transformMask } from "../../core/mask-transform";
import { maskArea, maskBox, maskCovers, moveMask } from "../../core/rle";
import { maskBitmap } from "./mask-bitmaps";
import type { ShapeUtil } from "./shape-util";

export const mask: ShapeUtil = {
  type: "mask",
  closed: true,
  rotatable: false,
  bounds: (shape) => maskBox(shape.points),

  /** The distance to the box stands for the distance to the outline, which would need decoding. */
  hit(shape, at) {
    const box = maskBox(shape.points);
    if (!contains(box, at) || !maskCovers(shape.points, at)) return null;
    return distanceToPath(at, cornersOf(box), true);
  },

  draw(ctx, shape, style) {
    const { left, top } = maskBox(shape.points);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(maskBitmap(shape.points, style.fill, style.fillOpacity), left, top);
  },

  handles: () => [],

  move(shape, by, limits) {
    const { left, top, right, bottom } = maskBox(shape.points);
    const box = boxBetween({ x: left, y: top }, { x: right, y: bottom });
    return { ...shape, points: moveMask(shape.points, clampMove(box, by, limits)) };
  },

  transform(shape, by, limits) {
    const points = transformMask(shape.points, by, sizeOf(limits));
    return points && { ...shape, points };
  },

  dragHandle: ({ shape }) => shape,
  isValid: (shape) => maskArea(shape.points) > 0,
};
