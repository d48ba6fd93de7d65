import { newShape, type ShapeRecord } from "../core/records";
import { Editor } from "./editor";
import type { Button, Modifiers, PointerInput } from "./input";
import type { EditorOptions } from "./options";

type Extra = Partial<Modifiers> & { readonly button?: Button; readonly pressure?: number };

const OPTIONS: EditorOptions = {
  theme: {
    labelPalette: ["#e6194b", "#3cb44b", "#4363d8"],
    background: "#000",
    accent: "#3a56d4",
    handleFill: "#fff",
    textColor: "#fff",
    textBackground: "#000",
    font: "sans-serif",
  },
};

/**
 * An editor without a DOM, driven by made-up pointer input.
 *
 * Its picture is 400 × 300 px and shown at 1 : 1, so that screen and picture
 * coordinates are the same.
 */
export class TestEditor extends Editor {
  constructor(options: Partial<EditorOptions> = {}) {
    super({ ...OPTIONS, ...options });
    this.viewport.resize({ width: 432, height: 332 });
    this.setFrame(0, null, { width: 400, height: 300 });
    this.viewport.pan({ x: -this.viewport.view.x, y: -this.viewport.view.y });
    this.setLabels([
      {
        id: 1,
        name: "car",
        attributes: [{ id: 11, name: "colour", defaultValue: "red", mutable: false }],
      },
      { id: 2, name: "person" },
    ]);
  }

  /** Put a rectangle on the current frame without history. */
  rectangle(points: readonly number[], given: Partial<ShapeRecord> = {}): ShapeRecord {
    const shape = newShape({ type: "rectangle", frame: this.frame, labelId: 1, points, ...given });
    this.store.put([shape], "server");
    return shape;
  }

  move(x: number, y: number, extra: Extra = {}): this {
    this.tools.pointerMove(this.#input(x, y, null, extra));
    return this;
  }

  down(x: number, y: number, { button = "main", ...extra }: Extra = {}): this {
    this.tools.pointerDown(this.#input(x, y, button, extra));
    return this;
  }

  up(x: number, y: number, { button = "main", ...extra }: Extra = {}): this {
    this.tools.pointerUp(this.#input(x, y, button, extra));
    return this;
  }

  click(x: number, y: number, extra: Extra = {}): this {
    return this.move(x, y, extra).down(x, y, extra).up(x, y, extra);
  }

  doubleClick(x: number, y: number): this {
    this.click(x, y).click(x, y);
    this.tools.doubleClick(this.#input(x, y, "main", {}));
    return this;
  }

  drag(from: [number, number], to: [number, number], extra: Extra = {}): this {
    const [middleX, middleY] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    this.move(...from, extra).down(...from, extra);
    return this.move(middleX, middleY, extra)
      .move(...to, extra)
      .up(...to, extra);
  }

  /** The shapes on the current frame, as stored. */
  drawn(): ShapeRecord[] {
    return this.store.onFrame(this.frame).filter((record) => record.kind === "shape");
  }

  #input(x: number, y: number, button: Button | null, extra: Extra): PointerInput {
    const screen = { x, y };
    const held = { shift: false, alt: false, ctrl: false, space: false };
    const at = this.viewport.toImage(screen);
    return { at, screen, touch: false, pressure: null, ...held, ...extra, button };
  }
}
