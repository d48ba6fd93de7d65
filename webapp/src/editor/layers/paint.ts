import type { MaskPaint } from "../../core/mask-paint";
import type { PaintDecoration } from "../tools/tool";

interface Shown {
  readonly canvas: OffscreenCanvas;
  readonly version: number;
}

/** What was painted last for each mask in the making; gone with the mask. */
const shown = new WeakMap<MaskPaint, Shown>();

/** A mask in the making, with a transform from picture to screen already set. */
export function drawPaint(
  ctx: CanvasRenderingContext2D,
  { paint, color }: PaintDecoration,
  opacity: number,
): void {
  if (paint.isEmpty) return;
  const { left, top } = paint.mask;
  ctx.save();
  ctx.imageSmoothingEnabled = false;
  ctx.globalAlpha = Math.max(opacity, 0.5);
  ctx.drawImage(pictureOf(paint, color), left, top);
  ctx.restore();
}

function pictureOf(paint: MaskPaint, color: string): OffscreenCanvas {
  const known = shown.get(paint);
  if (known?.version === paint.version) return known.canvas;
  const { width, height, bits } = paint.mask;
  const canvas = known?.canvas ?? new OffscreenCanvas(width, height);
  canvas.width = width;
  canvas.height = height;
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("this browser gives no 2D canvas for masks");
  const pixels = ctx.createImageData(width, height);
  const words = new Uint32Array(pixels.data.buffer);
  const ink = inkOf(color);
  for (let i = 0; i < bits.length; i++) if (bits[i]) words[i] = ink;
  ctx.putImageData(pixels, 0, 0);
  shown.set(paint, { canvas, version: paint.version });
  return canvas;
}

const inks = new Map<string, number>();

/** A CSS colour as an opaque pixel in the byte order of this machine. */
function inkOf(color: string): number {
  const known = inks.get(color);
  if (known !== undefined) return known;
  const ctx = new OffscreenCanvas(1, 1).getContext("2d");
  if (!ctx) throw new Error("this browser gives no 2D canvas for masks");
  ctx.fillStyle = color;
  ctx.fillRect(0, 0, 1, 1);
  const [ink = 0] = new Uint32Array(ctx.getImageData(0, 0, 1, 1).data.buffer);
  inks.set(color, ink);
  return ink;
}
