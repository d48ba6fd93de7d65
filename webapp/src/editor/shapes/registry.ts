import type { ShapeRecord, ShapeType } from "../../core/records";
import type { ShapeUtil } from "./shape-util";

type Known = Pick<ShapeRecord, "type"> & { readonly labelId?: number };

/** A util for some labels' shapes of a type, in place of the one for all of them. */
export interface Special {
  readonly util: ShapeUtil;
  appliesTo(labelId: number): boolean;
}

/** The util of every type of shape; those of some labels may have one of their own. */
export class ShapeRegistry {
  readonly #utils = new Map<ShapeType, ShapeUtil>();
  #specials: readonly Special[] = [];

  constructor(utils: readonly ShapeUtil[]) {
    for (const util of utils) this.#utils.set(util.type, util);
  }

  of(shape: Known): ShapeUtil {
    // Asked for every shape of every frame: without specials it is one look into a map.
    if (this.#specials.length > 0) {
      const special = this.#specialOf(shape);
      if (special) return special;
    }
    const util = this.#utils.get(shape.type);
    if (!util) throw new Error(`no shape util for ${shape.type}`);
    return util;
  }

  /** Use another util for some shapes until the returned function is called; the last one wins. */
  specialise(special: Special): () => void {
    this.#specials = [special, ...this.#specials];
    return () => {
      this.#specials = this.#specials.filter((one) => one !== special);
    };
  }

  #specialOf({ type, labelId }: Known): ShapeUtil | undefined {
    if (labelId === undefined) return undefined;
    return this.#specials.find(({ util, appliesTo }) => util.type === type && appliesTo(labelId))
      ?.util;
  }
}
