import type { ShapeRecord } from "../core/records";

/** Shapes copied within this page. */
export class Clipboard {
  #shapes: readonly ShapeRecord[] = [];

  get shapes(): readonly ShapeRecord[] {
    return this.#shapes;
  }

  put(shapes: readonly ShapeRecord[]): void {
    this.#shapes = shapes;
  }
}
