import type { Point } from "./point";

/** `point` turned about `centre`, degrees clockwise as seen on screen. */
export function rotate(point: Point, centre: Point, degrees: number): Point {
  if (degrees === 0) return point;
  const angle = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const [dx, dy] = [point.x - centre.x, point.y - centre.y];
  return { x: centre.x + dx * cos - dy * sin, y: centre.y + dx * sin + dy * cos };
}

/** The same direction within [0, 360). */
export function normaliseDegrees(degrees: number): number {
  const turned = degrees % 360;
  return turned < 0 ? turned + 360 : turned + 0;
}

/** The turn from one direction to another by the shorter way, within (-180, 180]. */
export function shortestTurn(from: number, to: number): number {
  const turn = normaliseDegrees(to - from);
  return turn > 180 ? turn - 360 : turn;
}

/** The direction of `point` seen from `centre`: 0 is up, clockwise, within [0, 360). */
export function bearing(centre: Point, point: Point): number {
  return normaliseDegrees((Math.atan2(point.x - centre.x, centre.y - point.y) * 180) / Math.PI);
}
