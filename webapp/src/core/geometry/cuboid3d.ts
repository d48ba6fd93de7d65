const ANGLES = 3;
const SIZE = 6;
const TURN = 2 * Math.PI;

/** The same angle within [-π, π), in radians. */
export function normaliseRadians(angle: number): number {
  const turned = (angle + Math.PI) % TURN;
  return (turned < 0 ? turned + TURN : turned) - Math.PI;
}

/** Radians from one angle to another along the shorter arc; `share` of the way done. */
export function blendRadians(from: number, to: number, share: number): number {
  const turn = (to - from) % TURN;
  const forward = turn < 0 ? turn + TURN : turn;
  return normaliseRadians(from + (forward > Math.PI ? forward - TURN : forward) * share);
}

/**
 * The 16 numbers of a point cloud's cuboid between two others: centre and size
 * in a line, each angle along its shorter arc, the filling as it was.
 */
export function blendCuboids3d(
  left: readonly number[],
  right: readonly number[],
  share: number,
): number[] {
  return left.map((value, i) => {
    const other = right[i] ?? value;
    if (i >= ANGLES && i < SIZE) return blendRadians(value, other, share);
    return i < SIZE + ANGLES ? value + (other - value) * share : value;
  });
}
