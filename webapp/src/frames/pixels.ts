/** A frame as it is drawn: RGBA, row by row, four bytes a pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly memory: ArrayBuffer;
}

export function isPixels(picture: ImageBitmap | Pixels): picture is Pixels {
  return "memory" in picture;
}

/** As many as may be on their way back while the next ones are made. */
const SPARES = 4;

/**
 * Memory of pictures that are no longer held, for the next ones: to have the system give new
 * memory for every picture takes three times as long as to fill it.
 */
export class SpareMemory {
  #spares: ArrayBuffer[] = [];

  take(bytes: number): ArrayBuffer {
    const spare = this.#spares.pop();
    return spare?.byteLength === bytes ? spare : new ArrayBuffer(bytes);
  }

  give(memory: ArrayBuffer): void {
    if (this.#spares.length < SPARES) this.#spares.push(memory);
  }
}

interface Stage {
  readonly canvas: OffscreenCanvas;
  readonly ctx: OffscreenCanvasRenderingContext2D;
  frame: number | null;
}

/** Two canvases on which pixels are put in turn to be drawn from: what was put before stays. */
export class Stages {
  #stages: Stage[] = [];

  /** A canvas that shows the frame, until two others were put. */
  put(frame: number, { width, height, memory }: Pixels): OffscreenCanvas {
    const stage = this.#stages.find((one) => one.frame === frame) ?? this.#next();
    this.#stages = [stage, ...this.#stages.filter((one) => one !== stage)];
    const { canvas, ctx } = stage;
    if (stage.frame === frame) return canvas;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    ctx.putImageData(new ImageData(new Uint8ClampedArray(memory), width, height), 0, 0);
    stage.frame = frame;
    return canvas;
  }

  #next(): Stage {
    const [, older] = this.#stages;
    return older ?? newStage();
  }
}

function newStage(): Stage {
  const canvas = new OffscreenCanvas(1, 1);
  // In memory: what is on a graphics card would be fetched from there and back.
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  if (!ctx) throw new Error("this browser gives no 2D canvas");
  return { canvas, ctx, frame: null };
}
