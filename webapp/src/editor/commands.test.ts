import { beforeEach, describe, expect, test } from "vitest";
import { newShape, newTrack, type ShapeRecord, type TrackRecord } from "../core/records";
import { TestEditor } from "./test-editor";

let editor: TestEditor;
let box: ShapeRecord;

beforeEach(() => {
  editor = new TestEditor();
  box = editor.rectangle([100, 100, 200, 160]);
});

const stored = (id = box.id) => editor.store.get(id) as ShapeRecord;

test("a new label brings its default attributes, in one step", () => {
  editor.commands.setAttribute([box.id], 11, "blue");
  expect(stored().attributes).toEqual([{ spec_id: 11, value: "blue" }]);
  editor.commands.setLabel([box.id], 2);
  expect(stored()).toMatchObject({ labelId: 2, attributes: [] });
  editor.undo();
  expect(stored()).toMatchObject({ labelId: 1, attributes: [{ value: "blue" }] });
});

test("an unknown label or attribute changes nothing", () => {
  editor.commands.setLabel([box.id], 99);
  editor.commands.setAttribute([box.id], 99, "x");
  expect(stored()).toBe(box);
  expect(editor.history.undoable).toBeNull();
});

test("locked records are left alone and the others are changed", () => {
  const free = editor.rectangle([0, 0, 9, 9]);
  editor.flags.set("locked", [box.id], true);
  editor.commands.setZOrder([box.id, free.id], 7);
  expect([stored().zOrder, stored(free.id).zOrder]).toEqual([0, 7]);
  expect(editor.commands.remove([box.id, free.id])).toEqual([free.id]);
  expect(editor.commands.remove([box.id], { force: true })).toEqual([box.id]);
});

test("a read-only editor adds and deletes nothing", () => {
  editor.setReadOnly(true);
  expect(editor.commands.remove([box.id], { force: true })).toEqual([]);
  expect(editor.commands.addTag(1)).toBeNull();
  expect(editor.store.all()).toEqual([box]);
});

test("occluded is switched on for all when one lacks it", () => {
  const other = editor.rectangle([0, 0, 9, 9], { occluded: true });
  editor.commands.toggleOccluded([box.id, other.id]);
  expect([stored().occluded, stored(other.id).occluded]).toEqual([true, true]);
  editor.commands.toggleOccluded([box.id, other.id]);
  expect([stored().occluded, stored(other.id).occluded]).toEqual([false, false]);
});

test("each group gets a number of its own", () => {
  const others = [editor.rectangle([0, 0, 9, 9]), editor.rectangle([0, 0, 9, 9], { group: 4 })];
  expect(editor.commands.group([box.id])).toBe(5);
  editor.commands.setGroup(
    others.map((other) => other.id),
    0,
  );
  expect(editor.store.all().map((record) => record.group)).toEqual([5, 0, 0]);
});

test("a tag stands on the current frame with its default attributes", () => {
  editor.setFrame(2, null, editor.size);
  const id = editor.commands.addTag(1) as string;
  expect(editor.store.get(id)).toMatchObject({
    kind: "tag",
    frame: 2,
    attributes: [{ spec_id: 11, value: "red" }],
  });
});

test("copies are new to the server down to their elements", () => {
  const joint = newShape({ type: "points", frame: 0, labelId: 3, points: [1, 1], serverId: 8 });
  const skeleton = newShape({
    type: "skeleton",
    frame: 0,
    labelId: 3,
    points: [],
    serverId: 7,
    elements: [joint],
  });
  const [copy] = editor.commands.copies([skeleton]);
  expect(copy).toMatchObject({ serverId: null, elements: [{ serverId: null, points: [1, 1] }] });
  expect(copy?.id).not.toBe(skeleton.id);
  expect(copy?.elements[0]?.id).not.toBe(joint.id);
});

describe("attributes of a track", () => {
  const keyframe = (frame: number) => ({
    serverId: null,
    frame,
    type: "rectangle" as const,
    points: [0, 0, 9, 9],
    rotation: 0,
    occluded: false,
    outside: false,
    zOrder: 0,
    attributes: [{ spec_id: 21, value: "stands" }],
  });
  let track: TrackRecord;

  beforeEach(() => {
    const attributes = [
      { id: 20, defaultValue: "red", mutable: false },
      { id: 21, defaultValue: "stands", mutable: true },
    ];
    editor.setLabels([{ id: 1, name: "car", attributes }]);
    track = newTrack({ frame: 0, labelId: 1, shapes: [keyframe(0), keyframe(9)] });
    editor.store.put([track], "server");
    editor.setFrame(4, null, editor.size);
  });

  const now = () => editor.store.get(track.id) as TrackRecord;

  test("that may vary are set by a keyframe", () => {
    editor.commands.setAttribute([track.id], 21, "walks");
    expect(now().shapes.map((shape) => [shape.frame, shape.attributes[0]?.value])).toEqual([
      [0, "stands"],
      [4, "walks"],
      [9, "stands"],
    ]);
  });

  test("that may not vary are set on the whole track", () => {
    editor.commands.setAttribute([track.id], 20, "blue");
    expect(now().attributes).toEqual([{ spec_id: 20, value: "blue" }]);
    expect(now().shapes).toHaveLength(2);
  });
});
