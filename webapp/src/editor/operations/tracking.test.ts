import { beforeEach, describe, expect, test } from "vitest";
import { newShape, type ShapeRecord, type TrackRecord } from "../../core/records";
import { TestEditor } from "../test-editor";
import { concerns } from "./bulk";

let editor: TestEditor;
let box: ShapeRecord;

beforeEach(() => {
  editor = new TestEditor();
  editor.lastFrame = 9;
  const attributes = [{ spec_id: 11, value: "blue" }];
  box = editor.rectangle([10, 10, 30, 30], { serverId: 7, group: 3, attributes });
});

const tracks = () => editor.store.all().filter((one): one is TrackRecord => one.kind === "track");
const shapes = () => editor.store.all().filter((one): one is ShapeRecord => one.kind === "shape");

describe("a shape made a track", () => {
  test("goes on from its frame with what it was, and one undo brings the shape back", () => {
    editor.operations.toTracks([box.id]);
    const [track] = tracks();
    expect(shapes()).toEqual([]);
    expect(track).toMatchObject({ frame: 0, labelId: 1, group: 3, serverId: null });
    expect(track?.attributes).toEqual([{ spec_id: 11, value: "blue" }]);
    expect(track?.shapes).toMatchObject([{ frame: 0, points: [10, 10, 30, 30] }]);
    expect(editor.selection.only).toBe(track?.id);
    editor.undo();
    expect(editor.store.all()).toEqual([box]);
  });

  test("is not what a mask or a locked one becomes", () => {
    const mask = newShape({ type: "mask", frame: 0, labelId: 1, points: [0, 4, 0, 0, 1, 1] });
    editor.store.put([mask], "server");
    editor.flags.set("locked", [box.id], true);
    editor.operations.toTracks([mask.id, box.id]);
    expect(tracks()).toEqual([]);
    expect(editor.history.undoable).toBeNull();
  });
});

describe("a track made shapes", () => {
  const moved = () => {
    editor.operations.toTracks([box.id]);
    const [track] = tracks();
    const id = track?.id ?? "";
    editor.setFrame(4, null, { width: 400, height: 300 });
    editor.commands.move([id], { x: 40, y: 0 });
    editor.setFrame(6, null, { width: 400, height: 300 });
    editor.commands.toggleOutside([id]);
    editor.setFrame(4, null, { width: 400, height: 300 });
    return id;
  };

  test("is one on each frame that there is and on which it is in sight, between keyframes too", () => {
    const id = moved();
    editor.operations.toShapes([id], [0, 1, 2, 4, 5, 6, 7]);
    expect(tracks()).toEqual([]);
    expect(shapes().map(({ frame, points }) => [frame, points[0]])).toEqual([
      [0, 10],
      [1, 20],
      [2, 30],
      [4, 50],
      [5, 50],
    ]);
    expect(shapes().every(({ serverId, group }) => serverId === null && group === 3)).toBe(true);
    expect(editor.selection.only).toBe(shapes().find(({ frame }) => frame === 4)?.id);
    editor.undo();
    expect(tracks().map((track) => track.id)).toEqual([id]);
    expect(shapes()).toEqual([]);
  });

  test("stays when it is in sight on none of them", () => {
    const id = moved();
    editor.operations.toShapes([id], [6, 7, 8]);
    expect(tracks().map((track) => track.id)).toEqual([id]);
    expect(concerns({ kind: "shapes" }, box)).toBe(false);
  });
});

test("on a frame that is only looked at nothing changes, on the next it does again", () => {
  editor.setFrameReadOnly(true);
  editor.click(20, 20);
  editor.commands.move([box.id], { x: 40, y: 40 });
  expect(editor.use("rectangle")).toBe(false);
  editor.commands.remove([box.id], { force: true });
  expect(editor.store.all()).toEqual([box]);
  editor.setFrameReadOnly(false);
  editor.drag([20, 20], [60, 60]);
  expect(shapes()[0]?.points).toEqual([50, 50, 70, 70]);
});
