import {
  boxAround,
  centreOf,
  contains,
  cornersOf,
  distanceToPath,
  rotate,
  toFlat,
} from "../../core/geometry";
import { type BoxCodec, boxed, unturn } from "./boxed";
import { paintPath } from "./outline";
import { tracePath } from "./path";
import type { ShapeUtil } from "./shape-util";

const codec: BoxCodec = {
  toBox: boxAround,
  fromBox: ({ left, top, right, bottom }) => [left, top, right, bottom],
};

export const rectangle: ShapeUtil = {
  type: "rectangle",
  ...boxed(codec),

  hit(shape, at, tolerance) {
    const box = codec.toBox(shape.points);
    const local = unturn(at, box, shape.rotation);
    const away = distanceToPath(local, cornersOf(box), true);
    return contains(box, local) || away <= tolerance ? away : null;
  },

  draw(ctx, shape, style, scale) {
    const box = codec.toBox(shape.points);
    const corners = cornersOf(box).map((corner) => rotate(corner, centreOf(box), shape.rotation));
    ctx.beginPath();
    tracePath(ctx, toFlat(corners), scale, true);
    paintPath(ctx, style, scale, true);
  },
};
