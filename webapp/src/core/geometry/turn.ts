import type { Size } from "./box";
import type { Point } from "./point";

/** Quarter turns clockwise. */
export type Turn = 0 | 1 | 2 | 3;

export function turnBy(turn: Turn, by: number): Turn {
  return ((((turn + by) % 4) + 4) % 4) as Turn;
}

/** What lies on its side has its lengths exchanged. */
export function turnedSize({ width, height }: Size, turn: Turn): Size {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Where a point of a sheet of `sheet` px goes when the sheet is turned clockwise into its place. */
export function turnedPoint({ x, y }: Point, { width, height }: Size, turn: Turn): Point {
  if (turn === 1) return { x: height - y, y: x };
  if (turn === 2) return { x: width - x, y: height - y };
  if (turn === 3) return { x: y, y: width - x };
  return { x, y };
}
