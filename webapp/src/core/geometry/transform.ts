import { type Box, centreOf, sizeOf } from "./box";
import type { Point } from "./point";
import { rotate } from "./rotation";

/**
 * A stretch along the axes and then a turn, both about `from`, which comes to
 * lie at `to`; px, factors above 0, degrees clockwise.
 */
export interface Transform {
  readonly from: Point;
  readonly to: Point;
  readonly stretch: Point;
  readonly degrees: number;
}

const AS_IT_IS: Point = { x: 1, y: 1 };

/** What makes of the one box the other; a side without length keeps its length. */
export function boxToBox(from: Box, to: Box): Transform {
  const [before, after] = [sizeOf(from), sizeOf(to)];
  const stretch = {
    x: before.width > 0 ? after.width / before.width : 1,
    y: before.height > 0 ? after.height / before.height : 1,
  };
  return { from: centreOf(from), to: centreOf(to), stretch, degrees: 0 };
}

export function turnAbout(centre: Point, degrees: number): Transform {
  return { from: centre, to: centre, stretch: AS_IT_IS, degrees };
}

export function transformPoint({ from, to, stretch, degrees }: Transform, { x, y }: Point): Point {
  const stretched = { x: to.x + (x - from.x) * stretch.x, y: to.y + (y - from.y) * stretch.y };
  return rotate(stretched, to, degrees);
}

/** The point that `transformPoint` takes to `point`. */
export function transformedFrom({ from, to, stretch, degrees }: Transform, point: Point): Point {
  const { x, y } = rotate(point, to, -degrees);
  return { x: from.x + (x - to.x) / stretch.x, y: from.y + (y - to.y) / stretch.y };
}

/** Every point of a flat x, y list. */
export function transformFlat(transform: Transform, flat: readonly number[]): number[] {
  const moved: number[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const { x, y } = transformPoint(transform, { x: flat[i] as number, y: flat[i + 1] as number });
    moved.push(x, y);
  }
  return moved;
}

/** How much a length grows that lies turned by so many degrees, as the side of a turned box. */
export function stretchAlong({ x, y }: Point, degrees: number): number {
  const angle = (degrees * Math.PI) / 180;
  return Math.hypot(x * Math.cos(angle), y * Math.sin(angle));
}
