import type { ShapeRecord, ShapeType } from "../../core/records";
import { cuboid } from "./cuboid";
import { ellipse } from "./ellipse";
import { mask } from "./mask";
import { points } from "./points";
import { polygon } from "./polygon";
import { polyline } from "./polyline";
import { rectangle } from "./rectangle";
import type { ShapeUtil } from "./shape-util";
import { SkeletonUtil } from "./skeleton";

/** The util of every type of shape. */
export class ShapeRegistry {
  readonly #utils = new Map<ShapeType, ShapeUtil>();

  constructor(utils: readonly ShapeUtil[]) {
    for (const util of utils) this.#utils.set(util.type, util);
  }

  of(shape: Pick<ShapeRecord, "type">): ShapeUtil {
    const util = this.#utils.get(shape.type);
    if (!util) throw new Error(`no shape util for ${shape.type}`);
    return util;
  }
}

/** All types Limn knows; `edges` tells how the joints of a skeleton label are connected. */
export function allShapes(
  edges: (labelId: number) => readonly (readonly [number, number])[],
): ShapeRegistry {
  const simple = [rectangle, ellipse, polygon, polyline, points, mask, cuboid];
  const elements = new ShapeRegistry(simple);
  return new ShapeRegistry([...simple, new SkeletonUtil(elements, edges)]);
}
