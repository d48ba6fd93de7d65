import type { ShapeRecord, ShapeType } from "../../core/records";
import type { ShapeUtil } from "./shape-util";

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
