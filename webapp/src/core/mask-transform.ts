import {
  boxAround,
  cornersOf,
  type Size,
  type Transform,
  toFlat,
  transformedFrom,
  transformPoint,
} from "./geometry";
import { decodeMask, encodeMask, maskBox } from "./rle";

/**
 * A mask stretched and turned: each pixel takes what lay under its middle.
 *
 * What comes to lie beyond the picture is cut off; `null` when nothing is left.
 */
export function transformMask(
  points: readonly number[],
  transform: Transform,
  picture: Size,
): number[] | null {
  const mask = decodeMask(points);
  const corners = cornersOf(maskBox(points)).map((corner) => transformPoint(transform, corner));
  const reached = boxAround(toFlat(corners));
  const [left, top] = [Math.max(0, Math.floor(reached.left)), Math.max(0, Math.floor(reached.top))];
  const width = Math.min(picture.width, Math.ceil(reached.right)) - left;
  const height = Math.min(picture.height, Math.ceil(reached.bottom)) - top;
  if (width <= 0 || height <= 0) return null;
  const bits = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = transformedFrom(transform, { x: left + x + 0.5, y: top + y + 0.5 });
      const [column, row] = [Math.floor(from.x) - mask.left, Math.floor(from.y) - mask.top];
      if (column < 0 || row < 0 || column >= mask.width || row >= mask.height) continue;
      bits[y * width + x] = mask.bits[row * mask.width + column] ?? 0;
    }
  }
  return encodeMask({ left, top, width, height, bits });
}
