import type { Size } from "../../core/geometry";

type Canvas = HTMLCanvasElement | OffscreenCanvas;

/** A canvas measured in CSS px, sharp on any display. */
export class Surface {
  readonly ctx: CanvasRenderingContext2D;
  readonly canvas: Canvas;
  #size: Size = { width: 0, height: 0 };
  #density = 1;
  #shown = true;
  #opacity = 1;
  #place = "";
  #rough = false;

  constructor(canvas: Canvas, options: CanvasRenderingContext2DSettings = {}) {
    const ctx = canvas.getContext("2d", options);
    if (!ctx) throw new Error("this browser gives no 2D canvas");
    this.canvas = canvas;
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
    if ("style" in this.canvas) {
      this.canvas.style.width = `${size.width}px`;
      this.canvas.style.height = `${size.height}px`;
    }
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

  #style(name: "visibility" | "opacity" | "transform" | "imageRendering", value: string): void {
    if ("style" in this.canvas) this.canvas.style[name] = value;
  }

  /** Draw in CSS px from now on, shifted and scaled. */
  transform(scale = 1, x = 0, y = 0): void {
    const density = this.#density;
    this.ctx.setTransform(scale * density, 0, 0, scale * density, x * density, y * density);
  }
}

/** A canvas of its own size in the container's corner, above those added before. */
export function layerCanvas(
  container: HTMLElement,
  options: CanvasRenderingContext2DSettings = {},
): Surface {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  Object.assign(canvas.style, {
    position: "absolute",
    left: "0",
    top: "0",
    transformOrigin: "0 0",
    pointerEvents: "none",
  });
  container.append(canvas);
  return new Surface(canvas, options);
}
