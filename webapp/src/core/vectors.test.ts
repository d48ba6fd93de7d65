import { expect, test } from "vitest";
import cuboids from "../../../tests/vectors/cuboids3d.json";
import interpolation from "../../../tests/vectors/interpolation.json";
import masks from "../../../tests/vectors/masks.json";
import { blendCuboids3d } from "./geometry";
import { newTrack, type ShapeType, type TrackedShape } from "./records";
import { decodeMask, encodeMask } from "./rle";
import { trackedAt } from "./tracks";

// The server's geometry passes the same files, so the two agree wherever these do.

interface Keyframe {
  readonly frame: number;
  readonly points: readonly number[];
  readonly rotation: number;
  readonly outside: boolean;
}

interface Interpolation {
  readonly why?: string;
  readonly type: string;
  readonly frame: number;
  readonly keyframes: readonly Keyframe[];
  readonly expected: { readonly points: readonly number[]; readonly rotation: number } | null;
}

const tracked = (type: ShapeType, keyframe: Keyframe): TrackedShape => ({
  serverId: null,
  type,
  occluded: false,
  zOrder: 0,
  attributes: [],
  ...keyframe,
});

/** What is seen of the case's track on its frame. */
function shown({ type, frame, keyframes }: Interpolation): TrackedShape | null {
  const shapes = keyframes.map((keyframe) => tracked(type as ShapeType, keyframe));
  const at = trackedAt(newTrack({ frame: shapes[0]?.frame ?? 0, labelId: 1, shapes }), frame);
  return at && !at.outside ? at : null;
}

/** Degrees between two directions, the shorter way round. */
const turnBetween = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

const cases: readonly Interpolation[] = interpolation.cases;

test.each(cases.map((one, number) => [`${number} ${one.type}, ${one.why ?? "random"}`, one]))(
  "a track shows what the server shows: %s",
  (_, one) => {
    const seen = shown(one as Interpolation);
    const { expected } = one as Interpolation;
    if (!seen || !expected) return expect(seen).toBe(expected);
    expect(seen.points.length).toBe(expected.points.length);
    const off = seen.points.map((value, i) => Math.abs(value - (expected.points[i] ?? Infinity)));
    expect(Math.max(...off)).toBeLessThanOrEqual(interpolation.tolerance);
    expect(turnBetween(seen.rotation, expected.rotation)).toBeLessThanOrEqual(
      interpolation.tolerance,
    );
  },
);

test.each(cuboids.cases.map((one, number) => [number, one] as const))(
  "a cuboid of a point cloud moves as on the server: %i",
  (_, { left, right, share, expected }) => {
    const seen = blendCuboids3d(left, right, share);
    const off = seen.map((value, i) => Math.abs(value - (expected[i] ?? Infinity)));
    expect(seen.length).toBe(expected.length);
    // Half a turn is the same either way round.
    const turned = off.map((value) => Math.min(value, Math.abs(value - 2 * Math.PI)));
    expect(Math.max(...turned)).toBeLessThanOrEqual(cuboids.tolerance);
  },
);

test.each(masks.cases.map((one, number) => [number, one] as const))(
  "a mask is written as the server writes it: %i",
  (_, { rows, points }) => {
    const width = rows[0]?.length ?? 0;
    const bits = Uint8Array.from(rows.join(""), (sign) => (sign === "#" ? 1 : 0));
    const bitmap = { left: 0, top: 0, width, height: rows.length, bits };
    expect(encodeMask(bitmap)).toEqual(points);
    const back = decodeMask(points);
    for (let y = 0; y < back.height; y++) {
      const row = back.bits.subarray(y * back.width, (y + 1) * back.width);
      const from = (back.top + y) * width + back.left;
      expect(row).toEqual(bits.subarray(from, from + back.width));
    }
  },
);
