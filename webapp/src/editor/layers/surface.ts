import type { Size } from "../../core/geometry";

type Canvas = HTMLCanvasElement | OffscreenCanvas;

/** A canvas measured in CSS px, sharp on any display. */
export class Surface {
  readonly ctx: CanvasRenderingContext2D;
  readonly canvas: Canvas;
  #size: Size = { width: 0, height: 0 };
  #density = 1;

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
  }

  clear(): void {
    this.ctx.setTransform(1, 0, 0, 1, 0, 0);
    this.ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** Draw in CSS px from now on, shifted and scaled. */
  transform(scale = 1, x = 0, y = 0): void {
    const density = this.#density;
    this.ctx.setTransform(scale * density, 0, 0, scale * density, x * density, y * density);
  }
}

/** A canvas that fills the container, above those added before. */
export function layerCanvas(
  container: HTMLElement,
  options: CanvasRenderingContext2DSettings = {},
): Surface {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  Object.assign(canvas.style, {
    position: "absolute",
    inset: "0",
    width: "100%",
    height: "100%",
    pointerEvents: "none",
  });
  container.append(canvas);
  return new Surface(canvas, options);
}
