import Flatbush from "flatbush";
import type { Box } from "../core/geometry";
import { intersects } from "../core/geometry";
import type { RecordId } from "../core/records";

const REBUILD_AFTER = 256;

/**
 * Which boxes meet a box. Flatbush cannot change, so what moved since it was
 * built is kept aside and looked through one by one until the next build.
 */
export class SpatialIndex {
  #tree: Flatbush | null = null;
  #ids: RecordId[] = [];
  readonly #boxes = new Map<RecordId, Box>();
  readonly #moved = new Set<RecordId>();

  set(id: RecordId, box: Box | null): void {
    if (box) this.#boxes.set(id, box);
    else this.#boxes.delete(id);
    this.#moved.add(id);
  }

  clear(): void {
    this.#boxes.clear();
    this.#moved.clear();
    this.#tree = null;
    this.#ids = [];
  }

  search(area: Box): RecordId[] {
    if (this.#moved.size > REBUILD_AFTER) this.#build();
    const { left, top, right, bottom } = area;
    const found: RecordId[] = [];
    for (const i of this.#tree?.search(left, top, right, bottom) ?? []) {
      const id = this.#ids[i] as RecordId;
      if (!this.#moved.has(id)) found.push(id);
    }
    for (const id of this.#moved) {
      const box = this.#boxes.get(id);
      if (box !== undefined && intersects(box, area)) found.push(id);
    }
    return found;
  }

  #build(): void {
    this.#moved.clear();
    this.#ids = [...this.#boxes.keys()];
    this.#tree = null;
    if (this.#ids.length === 0) return;
    this.#tree = new Flatbush(this.#ids.length);
    for (const { left, top, right, bottom } of this.#boxes.values()) {
      this.#tree.add(left, top, right, bottom);
    }
    this.#tree.finish();
  }
}
