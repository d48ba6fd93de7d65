import type { Box, Size } from "../../core/geometry";
import type { Editor } from "../editor";
import type { Appearance } from "../options";
import type { View } from "../viewport";
import { Backing, seenOfPicture } from "./backing";
import type { Surface } from "./surface";

/** From this zoom on, pixels are shown as squares. */
const PIXELATED_FROM = 4;
/** Lines nearer than this on screen would only grey the picture, CSS px. */
const FINEST_GRID = 6;

const NOWHERE: Box = { left: 0, top: 0, right: 0, bottom: 0 };

/**
 * L0: the picture, drawn for a view that rests; on the way there what is drawn is moved.
 *
 * Its surface may be transparent, though pictures seldom are: without a GPU Chromium takes
 * twice as long to scale one that may not.
 */
export class ImageLayer {
  readonly #editor: Editor;
  readonly #backing: Backing;
  #stale = true;

  constructor(surface: Surface, editor: Editor) {
    this.#editor = editor;
    this.#backing = new Backing(surface, 0);
  }

  resize(screen: Size, density: number): void {
    this.#backing.resize(screen, density);
    this.invalidate();
  }

  /** Another picture, or another look of it. */
  invalidate(): void {
    this.#stale = true;
  }

  filter(filter: string): void {
    this.#backing.surface.filter(filter);
  }

  /** Draw if need be, and say whether another frame is needed. */
  render(resting: boolean): boolean {
    const { view } = this.#editor.viewport;
    if (this.#stale || this.#backing.view !== view) this.#follow(view, resting);
    this.#backing.show(view, true);
    return this.#backing.view !== view;
  }

  #follow(view: View, resting: boolean): void {
    const ratio = view.scale / this.#backing.view.scale;
    const fits = ratio < 2 && this.#backing.covers(seenOfPicture(this.#editor));
    if (!this.#stale && !resting && fits) return;
    this.#stale = false;
    this.#backing.begin(view, this.#editor.image ? this.#editor.limits : NOWHERE);
    this.#draw(view);
    this.#backing.present();
  }

  #draw(view: View): void {
    const { image, size, appearance } = this.#editor;
    if (!image) return;
    const { ctx } = this.#backing.surface;
    this.#backing.transform();
    if (appearance.bitmap) {
      blacken(ctx, size);
      return;
    }
    ctx.imageSmoothingEnabled = appearance.smoothImage && view.scale < PIXELATED_FROM;
    ctx.drawImage(image, 0, 0, size.width, size.height);
    const step = appearance.grid ?? 0;
    if (step * view.scale >= FINEST_GRID) drawGrid(ctx, size, appearance, step, view);
  }
}

function blacken(ctx: CanvasRenderingContext2D, { width, height }: Size): void {
  ctx.fillStyle = "#000000";
  ctx.fillRect(0, 0, width, height);
}

/** Lines every `step` px of the picture, one px wide on screen. */
function drawGrid(
  ctx: CanvasRenderingContext2D,
  size: Size,
  { gridColor, gridOpacity }: Appearance,
  step: number,
  view: View,
): void {
  ctx.beginPath();
  for (let at = 0; at <= size.width; at += step) {
    ctx.moveTo(at, 0);
    ctx.lineTo(at, size.height);
  }
  for (let at = 0; at <= size.height; at += step) {
    ctx.moveTo(0, at);
    ctx.lineTo(size.width, at);
  }
  ctx.strokeStyle = gridColor;
  ctx.globalAlpha = gridOpacity;
  ctx.lineWidth = 1 / view.scale;
  ctx.stroke();
  ctx.globalAlpha = 1;
}
