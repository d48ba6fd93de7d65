import type { Box, Point, Size } from "./geometry";
import { type Bitmask, decodeMask, encodeMask } from "./rle";

/** Pixels from left and top (inclusive) to right and bottom (exclusive). */
type Area = Box;

export type BrushForm = "circle" | "square";

export interface Brush {
  readonly form: BrushForm;
  /** Across, px. */
  readonly size: number;
}

const NOTHING: Area = { left: 0, top: 0, right: 0, bottom: 0 };
/** How much more than needed is held when the mask grows, px. */
const ROOM = 64;

/**
 * A mask being painted: a bit per pixel over a box that grows with the strokes,
 * never beyond the picture. What is seen is what is saved: no half-covered pixels.
 */
export class MaskPaint {
  readonly #picture: Size;
  #area: Area = NOTHING;
  #bits = new Uint8Array(0);
  #count = 0;
  #version = 0;

  constructor(picture: Size, points: readonly number[] = []) {
    this.#picture = { width: Math.ceil(picture.width), height: Math.ceil(picture.height) };
    if (points.length > 0) this.#lay(decodeMask(points));
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** The number of set pixels. */
  get area(): number {
    return this.#count;
  }

  /** The bits as they are now; they change under the reader. */
  get mask(): Bitmask {
    const { left, top, right, bottom } = this.#area;
    return { left, top, width: right - left, height: bottom - top, bits: this.#bits };
  }

  /** The points of the mask as the wire has them, or `null` when it is empty. */
  encode(): number[] | null {
    return this.isEmpty ? null : encodeMask(this.mask);
  }

  /** The state to go back to. */
  snapshot(): Bitmask {
    return { ...this.mask, bits: this.#bits.slice() };
  }

  restore({ left, top, width, height, bits }: Bitmask): void {
    this.#area = { left, top, right: left + width, bottom: top + height };
    this.#bits = bits.slice();
    this.#count = bits.reduce((sum, bit) => sum + bit, 0);
    this.#version++;
  }

  /** Paint (`on`) or erase along a line. */
  stroke(from: Point, to: Point, brush: Brush, on: boolean): void {
    const half = brush.size / 2;
    this.#make(around([from, to], half), on);
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (half / 2)));
    for (let i = 0; i <= steps; i++) {
      const share = i / steps;
      const at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
      this.#stamp(at, brush, on);
    }
    this.#version++;
  }

  /** Paint or erase the inside of a polygon, by pixel centres and the even-odd rule. */
  polygon(points: readonly Point[], on: boolean): void {
    const { left, top, right, bottom } = this.#make(around(points, 1), on);
    for (let y = top; y < bottom; y++) {
      const crossings = scanline(points, y + 0.5);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const from = Math.ceil((crossings[i] as number) - 0.5);
        const to = Math.ceil((crossings[i + 1] as number) - 0.5);
        this.#run(y, Math.max(from, left), Math.min(to, right), on);
      }
    }
    this.#version++;
  }

  /** Fill the region of unset pixels around `at` that the mask encloses; says whether there was one. */
  fill(at: Point): boolean {
    const { left, top, width, height, bits } = this.mask;
    const [x, y] = [Math.floor(at.x) - left, Math.floor(at.y) - top];
    if (x < 0 || y < 0 || x >= width || y >= height || bits[y * width + x]) return false;
    const region = enclosed(bits, width, height, y * width + x);
    for (const pixel of region) bits[pixel] = 1;
    this.#count += region.length;
    if (region.length > 0) this.#version++;
    return region.length > 0;
  }

  /** Take the set pixels of another mask away. */
  subtract(other: Bitmask): void {
    this.#combine(other, false);
  }

  /** Add the set pixels of another mask. */
  add(other: Bitmask): void {
    this.#combine(other, true);
  }

  #combine(other: Bitmask, on: boolean): void {
    const box = {
      left: other.left,
      top: other.top,
      right: other.left + other.width,
      bottom: other.top + other.height,
    };
    const { left, top, right, bottom } = this.#make(box, on);
    for (let y = top; y < bottom; y++) {
      const row = (y - other.top) * other.width - other.left;
      for (let x = left; x < right; x++) if (other.bits[row + x]) this.#run(y, x, x + 1, on);
    }
    this.#version++;
  }

  #lay(mask: Bitmask): void {
    this.#make(
      {
        left: mask.left,
        top: mask.top,
        right: mask.left + mask.width,
        bottom: mask.top + mask.height,
      },
      true,
    );
    this.add(mask);
  }

  /** The part of `wanted` there is room for: all of the picture's when painting, else what is held. */
  #make(wanted: Area, on: boolean): Area {
    const within = meet(whole(wanted), {
      left: 0,
      top: 0,
      right: this.#picture.width,
      bottom: this.#picture.height,
    });
    if (!on) return meet(within, this.#area);
    if (within.right > within.left && within.bottom > within.top) this.#grow(within);
    return within;
  }

  #grow(needed: Area): void {
    const held = this.#area;
    const empty = held.right <= held.left;
    if (!empty && covers(held, needed)) return;
    const { width, height } = this.#picture;
    const area = {
      left: Math.max(0, Math.min(needed.left - ROOM, empty ? Infinity : held.left)),
      top: Math.max(0, Math.min(needed.top - ROOM, empty ? Infinity : held.top)),
      right: Math.min(width, Math.max(needed.right + ROOM, empty ? 0 : held.right)),
      bottom: Math.min(height, Math.max(needed.bottom + ROOM, empty ? 0 : held.bottom)),
    };
    const across = area.right - area.left;
    const bits = new Uint8Array(across * (area.bottom - area.top));
    const heldAcross = held.right - held.left;
    for (let y = held.top; y < held.bottom && !empty; y++) {
      const row = (y - held.top) * heldAcross;
      const target = (y - area.top) * across + held.left - area.left;
      bits.set(this.#bits.subarray(row, row + heldAcross), target);
    }
    this.#area = area;
    this.#bits = bits;
  }

  #stamp({ x, y }: Point, { form, size }: Brush, on: boolean): void {
    const half = Math.max(size / 2, 0.5);
    for (let row = Math.ceil(y - half - 0.5); row + 0.5 <= y + half; row++) {
      const away = row + 0.5 - y;
      const reach = form === "square" ? half : Math.sqrt(Math.max(0, half * half - away * away));
      this.#run(row, Math.ceil(x - reach - 0.5), Math.floor(x + reach - 0.5) + 1, on);
    }
  }

  /** Set or unset pixels `from` to `to` (exclusive) of a row, as far as they are held. */
  #run(y: number, from: number, to: number, on: boolean): void {
    const { left, top, right, bottom } = this.#area;
    if (y < top || y >= bottom) return;
    const row = (y - top) * (right - left) - left;
    const bit = on ? 1 : 0;
    const end = Math.min(to, right);
    for (let x = Math.max(from, left); x < end; x++) {
      if (this.#bits[row + x] === bit) continue;
      this.#bits[row + x] = bit;
      this.#count += on ? 1 : -1;
    }
  }
}

/** Unset pixels that are connected with `start` and do not reach the edge of the box. */
function enclosed(bits: Uint8Array, width: number, height: number, start: number): number[] {
  const seen = new Uint8Array(bits.length);
  const region: number[] = [];
  const open = [start];
  seen[start] = 1;
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return [];
    region.push(pixel);
    for (const next of [pixel - 1, pixel + 1, pixel - width, pixel + width]) {
      if (bits[next] || seen[next]) continue;
      seen[next] = 1;
      open.push(next);
    }
  }
  return region;
}

function scanline(points: readonly Point[], y: number): number[] {
  const crossings: number[] = [];
  let from = points.at(-1);
  for (const to of points) {
    if (from && from.y > y !== to.y > y)
      crossings.push(from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x));
    from = to;
  }
  return crossings.sort((a, b) => a - b);
}

function around(points: readonly Point[], by: number): Area {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return {
    left: Math.min(...xs) - by,
    top: Math.min(...ys) - by,
    right: Math.max(...xs) + by,
    bottom: Math.max(...ys) + by,
  };
}

function whole({ left, top, right, bottom }: Area): Area {
  return {
    left: Math.floor(left),
    top: Math.floor(top),
    right: Math.ceil(right),
    bottom: Math.ceil(bottom),
  };
}

function meet(a: Area, b: Area): Area {
  const [left, top] = [Math.max(a.left, b.left), Math.max(a.top, b.top)];
  return {
    left,
    top,
    right: Math.max(left, Math.min(a.right, b.right)),
    bottom: Math.max(top, Math.min(a.bottom, b.bottom)),
  };
}

function covers(outer: Area, inner: Area): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.right <= outer.right &&
    inner.bottom <= outer.bottom
  );
}
