import { distance, midpoint, type Point, toFlat, toPoints } from "./geometry";

/**
 * A path on its way from `left` to `right`, flat x, y lists; `share` of the way
 * done, within [0, 1]. The server computes the same.
 *
 * Points meet at like shares of the two lengths, and what crowds where many
 * points met one is thinned out.
 */
export function blendCurves(
  left: readonly number[],
  right: readonly number[],
  share: number,
  closed: boolean,
): readonly number[] {
  if (left.length === right.length && left.every((value, i) => value === right[i])) return left;
  const [from, to] = [curveOf(left, closed), curveOf(right, closed)];
  const matches = matchCurves(from, to);
  const blended = matches.flatMap((others, i) =>
    others.map((other) => between(from[i] as Point, to[other] as Point, share)),
  );
  const thinned = thin(blended, matches, from, to);
  const closing = closed ? 1 : 0;
  const fewest = closed ? 3 : 2;
  const kept = thinned.length - closing >= fewest ? thinned : blended;
  return toFlat(kept.slice(0, kept.length - closing));
}

function curveOf(flat: readonly number[], closed: boolean): Point[] {
  const points = toPoints(flat);
  return closed ? [...points, ...points.slice(0, 1)] : points;
}

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** How far along the path each point lies, px. */
function along(curve: readonly Point[]): number[] {
  let walked = 0;
  return curve.map((point, i) => {
    const before = curve[i - 1];
    if (before) walked += distance(before, point);
    return walked;
  });
}

/** Where on its curve each point lies, from 0 to 1; all 0 on a curve without length. */
function shares(curve: readonly Point[]): number[] {
  const distances = along(curve);
  const length = distances.at(-1) ?? 0;
  return length > 0 ? distances.map((each) => each / length) : distances;
}

/** The index of the nearest of ascending values, the first of equally near ones. */
function nearest(value: number, among: readonly number[]): number {
  let best = 0;
  among.forEach((other, i) => {
    if (Math.abs(other - value) < Math.abs((among[best] as number) - value)) best = i;
  });
  return best;
}

/**
 * The points of the right curve that each point of the left one moves to: the
 * nearest, and those of the right ones nobody else went to.
 */
function matchCurves(left: readonly Point[], right: readonly Point[]): number[][] {
  const [leftShares, rightShares] = [shares(left), shares(right)];
  const matches = leftShares.map((share) => [nearest(share, rightShares)]);
  const met = new Set(matches.flat());
  rightShares.forEach((share, other) => {
    if (!met.has(other)) matches[nearest(share, leftShares)]?.push(other);
  });
  return matches.map((others) => others.sort((a, b) => a - b));
}

/**
 * The blended points without those that crowd.
 *
 * A bundle is one left point that split to several right ones, or several left
 * points in a row that joined one; within a bundle of N points, neighbours are
 * at least 1 / 2N of the bundle's original length apart.
 */
function thin(
  blended: readonly Point[],
  matches: readonly (readonly number[])[],
  left: readonly Point[],
  right: readonly Point[],
): Point[] {
  const kept: Point[] = [];
  let position = 0;
  for (let first = 0; first < matches.length; ) {
    const last = endOfBundle(matches, first);
    const others = matches[first] as readonly number[];
    const original =
      others.length === 1
        ? left.slice(first, last + 1)
        : right.slice(others[0], (others.at(-1) ?? 0) + 1);
    const size = matches.slice(first, last + 1).reduce((sum, each) => sum + each.length, 0);
    const least = (along(original).at(-1) ?? 0) / (2 * original.length);
    kept.push(...spaced(blended.slice(position, position + size), least));
    position += size;
    first = last + 1;
  }
  return kept;
}

/** The last left point in a row that joined the same single right point as `first`. */
function endOfBundle(matches: readonly (readonly number[])[], first: number): number {
  const [target, ...more] = matches[first] as readonly number[];
  let last = first;
  if (more.length > 0) return last;
  while (matches[last + 1]?.length === 1 && matches[last + 1]?.[0] === target) last++;
  return last;
}

/** First and last point, and those between that are `least` px from the one kept before. */
function spaced(bundle: readonly Point[], least: number): Point[] {
  const [first, last] = [bundle[0] as Point, bundle.at(-1) as Point];
  if (bundle.length === 1) return [first];
  const kept = [first];
  for (const point of bundle.slice(1, -1)) {
    if (distance(point, kept.at(-1) as Point) >= least) kept.push(point);
  }
  if (kept.length === 1 && distance(first, last) < least) return [midpoint(first, last)];
  return [...kept, last];
}
