import type { Point } from "./point";

/** An upright box, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The upright box with `a` and `b` as opposite corners, whichever they are. */
export function boxBetween(a: Point, b: Point): Box {
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    right: Math.max(a.x, b.x),
    bottom: Math.max(a.y, b.y),
  };
}

/** The smallest box around a flat x, y list. */
export function boxAround(flat: readonly number[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const x = flat[i] as number;
    const y = flat[i + 1] as number;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { left, top, right, bottom };
}

export function boxOfSize({ width, height }: Size): Box {
  return { left: 0, top: 0, right: width, bottom: height };
}

export function sizeOf(box: Box): Size {
  return { width: box.right - box.left, height: box.bottom - box.top };
}

export function centreOf(box: Box): Point {
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
}

/** Corners clockwise from the top left. */
export function cornersOf({ left, top, right, bottom }: Box): [Point, Point, Point, Point] {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

export function union(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** What both have in common; `null` when they are apart. */
export function intersection(a: Box, b: Box): Box | null {
  const common = {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
  return common.left <= common.right && common.top <= common.bottom ? common : null;
}

export function grow(box: Box, by: number): Box {
  return {
    left: box.left - by,
    top: box.top - by,
    right: box.right + by,
    bottom: box.bottom + by,
  };
}

export function contains(box: Box, { x, y }: Point): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/** Whether `inner` lies fully within `outer`. */
export function encloses(outer: Box, inner: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}

export function intersects(a: Box, b: Box): boolean {
  return a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
}

export function clampNumber(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** The nearest point of the box. */
export function clampPoint(point: Point, box: Box): Point {
  return {
    x: clampNumber(point.x, box.left, box.right),
    y: clampNumber(point.y, box.top, box.bottom),
  };
}

/** `by` shortened so that `box` moved by it stays within `limits`; a box already outside may come back. */
export function clampMove(box: Box, by: Point, limits: Box): Point {
  return {
    x: clampAxis(by.x, limits.left - box.left, limits.right - box.right),
    y: clampAxis(by.y, limits.top - box.top, limits.bottom - box.bottom),
  };
}

function clampAxis(by: number, low: number, high: number): number {
  return clampNumber(by, Math.min(low, 0), Math.max(high, 0));
}
