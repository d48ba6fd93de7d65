import type { Size } from "../../core/geometry";

type Canvas = HTMLCanvasElement | OffscreenCanvas;
type Styled =
  | "width"
  | "height"
  | "visibility"
  | "opacity"
  | "transform"
  | "imageRendering"
  | "filter";

/** A canvas measured in CSS px, sharp on any display. */
export class Surface {
  readonly ctx: CanvasRenderingContext2D;
  readonly canvas: Canvas;
  /** What is seen of it on the page. */
  readonly #element: HTMLElement | null;
  #size: Size = { width: 0, height: 0 };
  #density = 1;
  #shown = true;
  #opacity = 1;
  #place = "";
  #rough = false;

  constructor(canvas: Canvas, element: HTMLElement | null = "style" in canvas ? canvas : null) {
    const ctx = canvas.getContext("2d");
    if (!ctx) throw new Error("this browser gives no 2D canvas");
    this.canvas = canvas;
    this.#element = element;
    this.ctx = ctx as CanvasRenderingContext2D;
  }

  /** CSS px. */
  get size(): Size {
    return this.#size;
  }

  /** Device px per CSS px. */
  get density(): number {
    return this.#density;
  }

  resize(size: Size, density: number): void {
    const width = Math.max(1, Math.round(size.width * density));
    const height = Math.max(1, Math.round(size.height * density));
    this.#size = size;
    this.#density = density;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.#style("width", `${size.width}px`);
    this.#style("height", `${size.height}px`);
  }

  clear(): void {
    this.ctx.setTransform(1, 0, 0, 1, 0, 0);
    this.ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** Take it out of sight, or back; what nobody sees costs the browser nothing. */
  show(shown: boolean): void {
    if (shown !== this.#shown) this.#style("visibility", shown ? "visible" : "hidden");
    this.#shown = shown;
  }

  fade(opacity: number): void {
    if (opacity !== this.#opacity) this.#style("opacity", String(opacity));
    this.#opacity = opacity;
  }

  /** A CSS filter, as `brightness(1.2)`. */
  filter(filter: string): void {
    this.#style("filter", filter);
  }

  /** Lay it over the container, enlarged by `ratio` and shifted by CSS px, without drawing it anew. */
  lay(ratio: number, x: number, y: number): void {
    const place = `translate(${x}px, ${y}px) scale(${ratio})`;
    if (place !== this.#place) this.#style("transform", place);
    this.#place = place;
  }

  /** Have it scaled without smoothing, which takes half the time. */
  rough(rough: boolean): void {
    if (rough !== this.#rough) this.#style("imageRendering", rough ? "pixelated" : "auto");
    this.#rough = rough;
  }

  /** Go on with what was drawn before; whoever clears it first need not ask. */
  resume(): void {}

  /** What was drawn is to be seen from now on. */
  present(): void {}

  #style(name: Styled, value: string): void {
    if (this.#element) this.#element.style[name] = value;
  }

  /** Draw in CSS px from now on, shifted and scaled. */
  transform(scale = 1, x = 0, y = 0): void {
    const density = this.#density;
    this.ctx.setTransform(scale * density, 0, 0, scale * density, x * density, y * density);
  }
}

/**
 * A surface that is drawn on now and then, and seen and moved much more often: what was
 * drawn is handed to the page as a bitmap.
 *
 * Without a GPU the browser copies each 2D canvas in sight whenever anything on the page
 * changes, be it a number in a corner. A bitmap it takes once.
 */
export class BitmapSurface extends Surface {
  readonly #element: HTMLCanvasElement;
  readonly #shown: ImageBitmapRenderingContext;
  /** Something was drawn that is not seen yet. */
  #isNew = false;
  /** What was drawn is with the page, and gone from the canvas. */
  #isAway = false;

  constructor(element: HTMLCanvasElement) {
    super(new OffscreenCanvas(1, 1), element);
    const shown = element.getContext("bitmaprenderer");
    if (!shown) throw new Error("this browser shows no bitmaps in a canvas");
    this.#element = element;
    this.#shown = shown;
  }

  override resize(size: Size, density: number): void {
    super.resize(size, density);
    const { width, height } = this.canvas;
    if (this.#element.width !== width) this.#element.width = width;
    if (this.#element.height !== height) this.#element.height = height;
  }

  override clear(): void {
    super.clear();
    this.#isNew = true;
    this.#isAway = false;
  }

  override resume(): void {
    if (this.#isAway) {
      this.ctx.setTransform(1, 0, 0, 1, 0, 0);
      this.ctx.drawImage(this.#element, 0, 0);
    }
    this.#isNew = true;
    this.#isAway = false;
  }

  override present(): void {
    if (!this.#isNew) return;
    this.#shown.transferFromImageBitmap((this.canvas as OffscreenCanvas).transferToImageBitmap());
    this.#isNew = false;
    this.#isAway = true;
  }
}

/** A canvas of its own size in the container's corner, above those added before. */
export function layerCanvas(container: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  Object.assign(canvas.style, {
    position: "absolute",
    left: "0",
    top: "0",
    transformOrigin: "0 0",
    willChange: "transform",
    // What is drawn out of the page inherits nothing: digits shall be of one width everywhere.
    fontVariantNumeric: "normal",
    pointerEvents: "none",
  });
  container.append(canvas);
  return canvas;
}
