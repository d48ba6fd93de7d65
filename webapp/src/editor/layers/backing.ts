import { type Box, encloses, grow, type Size } from "../../core/geometry";
import type { Editor } from "../editor";
import type { SceneItem } from "../scene";
import type { View } from "../viewport";
import { drawShape } from "./style";
import { Surface } from "./surface";

/** How far the backing reaches beyond each side of the screen, of its length. */
const MARGIN = 0.25;
/** Room for outlines beyond the bounds of a shape, CSS px. */
const OUTLINE_ROOM = 8;

/** A picture of the shapes somewhat larger than the screen, as drawn for one view. */
export class Backing {
  readonly surface = new Surface(new OffscreenCanvas(1, 1));
  readonly #probe = new Surface(new OffscreenCanvas(1, 1)).ctx;
  view: View = { scale: 1, x: 0, y: 0 };
  #margin: Size = { width: 0, height: 0 };

  resize(screen: Size, density: number): void {
    const width = Math.round(screen.width * MARGIN);
    const height = Math.round(screen.height * MARGIN);
    this.#margin = { width, height };
    const size = { width: screen.width + 2 * width, height: screen.height + 2 * height };
    this.surface.resize(size, density);
  }

  /** Empty it, to be drawn for `view`. */
  begin(view: View): void {
    this.view = view;
    this.surface.clear();
  }

  /** The part of the picture's plane it shows, picture px. */
  get area(): Box {
    const { scale, x, y } = this.view;
    const left = (-this.#margin.width - x) / scale;
    const top = (-this.#margin.height - y) / scale;
    const { width, height } = this.surface.size;
    return { left, top, right: left + width / scale, bottom: top + height / scale };
  }

  covers(area: Box): boolean {
    return encloses(this.area, area);
  }

  drawItem(editor: Editor, item: SceneItem): void {
    this.#transform();
    drawShape(this.surface.ctx, editor, item.shape, "normal", this.view.scale);
  }

  /** Have the browser paint now what it only noted down, so that it shows up in the clock. */
  flush(): void {
    this.#probe.drawImage(this.surface.canvas, 0, 0, 1, 1, 0, 0, 1, 1);
  }

  /** Draw one area anew, with nothing outside it touched. */
  repaint(editor: Editor, area: Box, shows: (item: SceneItem) => boolean): void {
    const { ctx } = this.surface;
    const { left, top, right, bottom } = grow(area, OUTLINE_ROOM / this.view.scale);
    ctx.save();
    this.#transform();
    ctx.beginPath();
    ctx.rect(left, top, right - left, bottom - top);
    ctx.clip();
    ctx.clearRect(left, top, right - left, bottom - top);
    for (const item of editor.scene.within({ left, top, right, bottom })) {
      if (shows(item)) this.drawItem(editor, item);
    }
    ctx.restore();
  }

  /** Copy it to a screen that shows `view`. */
  blit(target: Surface, view: View, alpha: number): void {
    const ratio = view.scale / this.view.scale;
    const { width, height } = this.surface.size;
    target.clear();
    target.transform();
    target.ctx.globalAlpha = alpha;
    target.ctx.imageSmoothingEnabled = ratio !== 1;
    target.ctx.drawImage(
      this.surface.canvas,
      view.x - (this.#margin.width + this.view.x) * ratio,
      view.y - (this.#margin.height + this.view.y) * ratio,
      width * ratio,
      height * ratio,
    );
    target.ctx.globalAlpha = 1;
  }

  #transform(): void {
    const { scale, x, y } = this.view;
    this.surface.transform(scale, x + this.#margin.width, y + this.#margin.height);
  }
}
