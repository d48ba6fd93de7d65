import type { Size } from "../../core/geometry";
import type { Editor } from "../editor";
import type { View } from "../viewport";
import { activeShapes } from "./active-layer";
import { Backing } from "./backing";
import { drawLabels } from "./labels";
import type { Surface } from "./surface";

/**
 * Names of shapes that are not active, placed once for a view that rests.
 *
 * While the view moves they move with it as a picture; placing hundreds of
 * them for every step would be most of what the step costs.
 */
export class LabelLayer {
  readonly #editor: Editor;
  readonly #backing: Backing;
  #stale = true;
  #active = "";

  constructor(surface: Surface, editor: Editor) {
    this.#editor = editor;
    this.#backing = new Backing(surface, 0);
  }

  resize(screen: Size, density: number): void {
    this.#backing.resize(screen, density);
    this.invalidate();
  }

  /** What is named or how may have changed. */
  invalidate(): void {
    this.#stale = true;
  }

  /** Put the names where they belong, and say whether they have to be placed anew soon. */
  render(resting: boolean): boolean {
    const wanted = this.#editor.appearance.showText === "always";
    this.#backing.surface.show(wanted);
    if (!wanted) return false;
    const { view } = this.#editor.viewport;
    this.#followActive();
    if (this.#stale || (resting && this.#backing.view !== view)) this.#place(view);
    this.#backing.show(view, true);
    return this.#backing.view !== view;
  }

  #followActive(): void {
    const active = activeShapes(this.#editor)
      .map(([{ id }]) => id)
      .join();
    if (active !== this.#active) this.invalidate();
    this.#active = active;
  }

  #place(view: View): void {
    const editor = this.#editor;
    const active = new Set(this.#active.split(","));
    const shapes = editor.scene
      .within(editor.viewport.visible)
      .flatMap(({ id, shape }) => (active.has(id) ? [] : [shape]));
    this.#backing.begin(view, this.#backing.reachFor(view));
    this.#backing.surface.transform();
    drawLabels(this.#backing.surface, editor, shapes);
    this.#backing.present();
    this.#stale = false;
  }
}
