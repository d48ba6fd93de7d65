/** A place or an offset, px, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export function subtract(a: Point, b: Point): Point {
  return { x: a.x - b.x, y: a.y - b.y };
}

export function add(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}

/** By a plain square root, which unlike `hypot` is the same to the last bit on the server. */
export function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
}

export function midpoint(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** `[x, y, x, y, …]` as points; a trailing odd number is left out. */
export function toPoints(flat: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    points.push({ x: flat[i] as number, y: flat[i + 1] as number });
  }
  return points;
}

export function toFlat(points: readonly Point[]): number[] {
  return points.flatMap(({ x, y }) => [x, y]);
}

/** Every x, y of a flat list moved by `by`. */
export function moveFlat(flat: readonly number[], by: Point): number[] {
  return flat.map((value, i) => value + (i % 2 === 0 ? by.x : by.y));
}
