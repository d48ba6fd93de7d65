import { expect, test } from "vitest";
import { newShape, newTag, newTrack, type TrackedShape } from "../../core/records";
import { emptyFrame, frameWith } from "./finding";

const points = [0, 0, 5, 5];
const keyframe = (frame: number, outside = false): TrackedShape => {
  const shape = newShape({ type: "rectangle", frame, labelId: 1, points });
  return { ...shape, serverId: null, frame, outside };
};
const box = newShape({ type: "rectangle", frame: 3, labelId: 1, points });
const tag = newTag({ frame: 7, labelId: 2 });
const track = newTrack({
  frame: 5,
  labelId: 3,
  shapes: [keyframe(5), keyframe(9), keyframe(11, true)],
});
const records = [box, tag, track];
const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const all = () => true;

test("the nearest frame with something on it is found, in both ways", () => {
  expect(frameWith(records, numbers, 3, 1, all)).toBe(5);
  expect(frameWith(records, numbers, 5, -1, all)).toBe(3);
  expect(frameWith(records, numbers, 3, -1, all)).toBeNull();
});

test("tracks count by keyframes in sight", () => {
  expect(frameWith([track], numbers, 5, 1, all)).toBe(9);
  expect(frameWith([track], numbers, 9, 1, all)).toBeNull();
});

test("only what matches and can be gone to counts", () => {
  const tags = frameWith(records, numbers, 0, 1, ({ kind }) => kind === "tag");
  expect(tags).toBe(7);
  expect(frameWith(records, [0, 7], 0, 1, all)).toBe(7);
});

test("the nearest empty frame is found, in both ways", () => {
  const onFrame = (frame: number) =>
    records.filter((one) => (one.kind === "track" ? one.frame <= frame : one.frame === frame));
  expect(emptyFrame(onFrame, numbers, 3, 1)).toBe(4);
  expect(emptyFrame(onFrame, numbers, 4, 1)).toBe(11);
  expect(emptyFrame(onFrame, numbers, 11, -1)).toBe(4);
  expect(emptyFrame(onFrame, numbers, 12, 1)).toBeNull();
});
