import { expect, test } from "vitest";
import { newShape, newTag, newTrack, type TrackedShape } from "../../core/records";
import { attributeValues, listedObjects } from "./listed";

const keyframe = (frame: number, outside: boolean): TrackedShape => ({
  serverId: null,
  frame,
  type: "rectangle",
  points: [0, 0, 10, 10],
  rotation: 0,
  occluded: false,
  outside,
  zOrder: 0,
  attributes: [{ spec_id: 7, value: `at ${frame}` }],
});
const track = newTrack({
  frame: 2,
  labelId: 1,
  attributes: [{ spec_id: 5, value: "red" }],
  shapes: [keyframe(2, false), keyframe(6, true)],
});

test("shapes, tags and tracks in sight are listed", () => {
  const records = [newShape({ type: "points", frame: 3, labelId: 1, points: [1, 1] })];
  const listed = listedObjects([...records, newTag({ frame: 3, labelId: 2 }), track], 3);
  expect(listed.map(({ record, shape }) => [record.kind, shape?.type])).toEqual([
    ["shape", "points"],
    ["tag", undefined],
    ["track", "rectangle"],
  ]);
});

test("a track that left is listed where it left, so that it can be brought back", () => {
  expect(listedObjects([track], 6)).toHaveLength(1);
  expect(listedObjects([track], 7)).toHaveLength(0);
});

test("a track's attributes are those of the frame and those of the whole", () => {
  const [object] = listedObjects([track], 4);
  expect(object && [...attributeValues(object)]).toEqual([
    [5, "red"],
    [7, "at 2"],
  ]);
});
