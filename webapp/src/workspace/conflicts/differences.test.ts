import { expect, test } from "vitest";
import { newShape, newTrack, type TrackedShape } from "../../core/records";
import { differences, frameToCompare } from "./differences";

const box = newShape({ type: "rectangle", frame: 2, labelId: 1, points: [0, 0, 9, 9] });

const key = (frame: number, x: number): TrackedShape => ({
  serverId: null,
  frame,
  type: "rectangle",
  points: [x, 0, x + 9, 9],
  rotation: 0,
  occluded: false,
  outside: false,
  zOrder: 0,
  attributes: [],
});
const track = newTrack({ frame: 0, labelId: 1, shapes: [key(0, 0), key(5, 50)] });

test("what differs is named, and nothing else", () => {
  expect(differences(box, { ...box, points: [1, 0, 9, 9], labelId: 2 })).toEqual([
    "label",
    "geometry",
  ]);
  expect(differences(box, { ...box, occluded: true, group: 4 })).toEqual(["group", "flags"]);
  expect(differences(track, { ...track, shapes: [key(0, 0)] })).toEqual(["keyframes"]);
});

test("ids that the server gave to keyframes make no difference", () => {
  const answered = { ...track, shapes: track.shapes.map((shape) => ({ ...shape, serverId: 7 })) };
  expect(differences(track, answered)).toEqual([]);
});

test("tracks are compared where they first differ", () => {
  expect(frameToCompare(track, { ...track, shapes: [key(0, 0), key(5, 60)] })).toBe(5);
  expect(frameToCompare(track, { ...track, shapes: [key(3, 0), key(5, 50)] })).toBe(0);
  expect(frameToCompare(null, box)).toBe(2);
});
