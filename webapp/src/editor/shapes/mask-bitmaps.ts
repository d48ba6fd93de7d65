import { type Bitmask, decodeMask } from "../../core/rle";

const BUDGET = 128 * 1024 * 1024;

interface Entry {
  readonly bitmap: OffscreenCanvas;
  readonly look: string;
  readonly bytes: number;
}

/** Painted masks, the least recently drawn dropped first. Keyed by the points, which never change. */
const painted = new Map<readonly number[], Entry>();
let bytesHeld = 0;

/** The mask in one colour, its rim opaque and its inside at `opacity`. */
export function maskBitmap(
  points: readonly number[],
  color: string,
  opacity: number,
): OffscreenCanvas {
  const look = `${color} ${opacity}`;
  const known = painted.get(points);
  if (known) forget(points, known);
  const entry = known?.look === look ? known : paint(points, color, opacity, look);
  painted.set(points, entry);
  bytesHeld += entry.bytes;
  for (const [oldest, stale] of painted) {
    if (bytesHeld <= BUDGET || oldest === points) break;
    forget(oldest, stale);
  }
  return entry.bitmap;
}

function forget(points: readonly number[], entry: Entry): void {
  painted.delete(points);
  bytesHeld -= entry.bytes;
}

/** Alpha first, then the colour poured over it, so any CSS colour works. */
function paint(points: readonly number[], color: string, opacity: number, look: string): Entry {
  const mask = decodeMask(points);
  const bitmap = new OffscreenCanvas(mask.width, mask.height);
  const ctx = bitmap.getContext("2d");
  if (!ctx) throw new Error("this browser gives no 2D canvas for masks");
  const pixels = ctx.createImageData(mask.width, mask.height);
  fillAlpha(pixels.data, mask, Math.round(opacity * 255));
  ctx.putImageData(pixels, 0, 0);
  ctx.globalCompositeOperation = "source-in";
  ctx.fillStyle = color;
  ctx.fillRect(0, 0, mask.width, mask.height);
  return { bitmap, look, bytes: pixels.data.length };
}

function fillAlpha(
  rgba: Uint8ClampedArray,
  { bits, width, height }: Bitmask,
  inside: number,
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!bits[i]) continue;
      const rim =
        x === 0 ||
        y === 0 ||
        x === width - 1 ||
        y === height - 1 ||
        !bits[i - 1] ||
        !bits[i + 1] ||
        !bits[i - width] ||
        !bits[i + width];
      rgba[4 * i + 3] = rim ? 255 : inside;
    }
  }
}
