import type { Size } from "../../core/geometry";
import type { Editor } from "../editor";
import type { View } from "../viewport";
import { activeShapes } from "./active-layer";
import { drawLabels } from "./labels";
import { Surface } from "./surface";

/** The view rests this long before names are placed anew for it, ms. */
const SETTLE = 100;

/**
 * Names of shapes that are not active, placed once for a view that rests.
 *
 * While the view moves they move with it as a picture; placing hundreds of
 * them for every step would be most of what the step costs.
 */
export class LabelLayer {
  readonly #surface = new Surface(new OffscreenCanvas(1, 1));
  #view: View | null = null;
  #lastView: View | null = null;
  #movedAt = 0;
  #active = "";

  resize(screen: Size, density: number): void {
    this.#surface.resize(screen, density);
    this.invalidate();
  }

  /** What is named or how may have changed. */
  invalidate(): void {
    this.#view = null;
  }

  /** Put the names on `target`, and say whether they have to be placed anew soon. */
  render(target: Surface, editor: Editor, now: number): boolean {
    if (editor.appearance.showText !== "always") return false;
    const { view } = editor.viewport;
    if (view !== this.#lastView) this.#movedAt = now;
    this.#lastView = view;
    const active = activeShapes(editor).map(([shape]) => shape);
    const ids = active.map(({ id }) => id).join();
    if (ids !== this.#active) this.invalidate();
    this.#active = ids;
    const moved = this.#view !== null && this.#view !== view;
    if (!this.#view || (moved && now - this.#movedAt >= SETTLE)) this.#place(editor, view, ids);
    this.#blit(target, view);
    return this.#view !== view;
  }

  #place(editor: Editor, view: View, ids: string): void {
    const active = new Set(ids.split(","));
    const shapes = editor.scene
      .within(editor.viewport.visible)
      .flatMap(({ id, shape }) => (active.has(id) ? [] : [shape]));
    this.#surface.clear();
    this.#surface.transform();
    drawLabels(this.#surface, editor, shapes);
    this.#view = view;
  }

  #blit(target: Surface, view: View): void {
    const drawn = this.#view ?? view;
    const ratio = view.scale / drawn.scale;
    const { width, height } = this.#surface.size;
    target.ctx.drawImage(
      this.#surface.canvas,
      view.x - drawn.x * ratio,
      view.y - drawn.y * ratio,
      width * ratio,
      height * ratio,
    );
  }
}
