import { describe, expect, test } from "vitest";
import { newTrack, type ShapeRecord, type TrackedShape, type TrackRecord } from "./records";
import { isKeyframe, keyframes, shapeOn, trackedAt, writeShape } from "./tracks";

function keyframe(frame: number, given: Partial<TrackedShape> = {}): TrackedShape {
  return {
    serverId: null,
    frame,
    type: "rectangle",
    points: [frame, 0, frame + 10, 10],
    rotation: 0,
    occluded: false,
    outside: false,
    zOrder: 0,
    attributes: [],
    ...given,
  };
}

const trackOf = (...shapes: TrackedShape[]) =>
  newTrack({ frame: shapes[0]?.frame ?? 0, labelId: 1, shapes });

describe("between keyframes", () => {
  test("a rectangle moves in a straight line", () => {
    const track = trackOf(keyframe(0), keyframe(10, { points: [100, 20, 120, 40] }));
    expect(trackedAt(track, 5)?.points).toEqual([50, 10, 65, 25]);
  });

  test("it turns the shorter way", () => {
    const track = trackOf(keyframe(0, { rotation: 350 }), keyframe(10, { rotation: 30 }));
    expect(trackedAt(track, 5)?.rotation).toBe(10);
    expect(trackedAt(track, 1)?.rotation).toBeCloseTo(354);
  });

  test("flags and attributes are those of the keyframe before", () => {
    const attributes = [{ spec_id: 1, value: "stands" }];
    const track = trackOf(keyframe(0, { occluded: true, attributes }), keyframe(10));
    expect(trackedAt(track, 9)).toMatchObject({ occluded: true, attributes });
  });

  test("several points are held, one point moves", () => {
    const points = (frame: number, flat: number[]) =>
      keyframe(frame, { type: "points", points: flat });
    const many = trackOf(points(0, [0, 0, 5, 5]), points(10, [10, 0, 15, 5]));
    expect(trackedAt(many, 5)?.points).toEqual([0, 0, 5, 5]);
    const one = trackOf(points(0, [0, 0]), points(10, [10, 0]));
    expect(trackedAt(one, 5)?.points).toEqual([5, 0]);
  });
});

test("there is nothing before the first keyframe, and the last one is held", () => {
  const track = trackOf(keyframe(3), keyframe(6));
  expect(trackedAt(track, 2)).toBeNull();
  expect(trackedAt(track, 99)?.points).toEqual([6, 0, 16, 10]);
});

test("outside lasts until the next keyframe in sight", () => {
  const track = trackOf(keyframe(0), keyframe(5, { outside: true }), keyframe(10));
  expect(shapeOn(track, 4)?.outside).toBe(false);
  expect(shapeOn(track, 4)?.points).toEqual([4, 0, 14, 10]);
  expect(shapeOn(track, 7)?.outside).toBe(true);
  expect(shapeOn(track, 10)?.outside).toBe(false);
});

test("a track is shown under its own id with both kinds of attributes", () => {
  const track: TrackRecord = {
    ...trackOf(keyframe(0, { attributes: [{ spec_id: 2, value: "moves" }], serverId: 77 })),
    serverId: 5,
    attributes: [{ spec_id: 1, value: "red" }],
  };
  expect(shapeOn(track, 3)).toMatchObject({
    kind: "shape",
    id: track.id,
    serverId: 5,
    frame: 3,
    attributes: [{ spec_id: 1 }, { spec_id: 2 }],
  });
});

describe("writing a shape back", () => {
  const track = trackOf(keyframe(0), keyframe(10));

  test("makes a keyframe between the others", () => {
    const shape = { ...(shapeOn(track, 5) as ShapeRecord), points: [1, 2, 3, 4] };
    const written = writeShape(track, 5, shape) as TrackRecord;
    expect(keyframes(written)).toEqual([0, 5, 10]);
    expect(isKeyframe(written, 5)).toBe(true);
    expect(trackedAt(written, 5)?.points).toEqual([1, 2, 3, 4]);
    expect(written.shapes[0]).toBe(track.shapes[0]);
  });

  test("replaces the keyframe of its frame and keeps its server id", () => {
    const saved = trackOf(keyframe(0, { serverId: 8 }));
    const shape = { ...(shapeOn(saved, 0) as ShapeRecord), occluded: true };
    const written = writeShape(saved, 0, shape) as TrackRecord;
    expect(written.shapes).toMatchObject([{ serverId: 8, occluded: true }]);
  });

  test("that did not change makes none", () => {
    const written = writeShape(track, 5, shapeOn(track, 5) as ShapeRecord) as TrackRecord;
    expect(keyframes(written)).toEqual([0, 10]);
  });

  test("of a skeleton makes a keyframe only for the joint that moved", () => {
    const joint = (x: number) => trackOf(keyframe(0, { type: "points", points: [x, 0] }));
    const [left, right] = [joint(0), joint(50)];
    const parent = trackOf(keyframe(0, { type: "skeleton", points: [] }));
    const skeleton: TrackRecord = { ...parent, elements: [left, right] };
    const shape = shapeOn(skeleton, 4) as ShapeRecord;
    const elements = shape.elements.map((each) =>
      each.id === left.id ? { ...each, points: [7, 7] } : each,
    );
    const written = writeShape(skeleton, 4, { ...shape, elements }) as TrackRecord;
    expect(written.elements.map(keyframes)).toEqual([[0, 4], [0]]);
    expect(written.elements[1]).toMatchObject({ shapes: right.shapes });
  });
});
