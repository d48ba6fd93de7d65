import { beforeEach, expect, test } from "vitest";
import { TestEditor } from "./test-editor";

let editor: TestEditor;
const chosen: (readonly number[])[] = [];

beforeEach(() => {
  editor = new TestEditor();
  editor.setReadOnly(true);
  chosen.length = 0;
  editor.regionChosen.subscribe((points) => chosen.push(points));
});

test("a place is one pair, a box its corners", () => {
  editor.use("region");
  editor.click(30, 40);
  editor.use("region");
  editor.drag([10, 20], [60, 50]);
  expect(chosen).toEqual([
    [30, 40],
    [10, 20, 60, 20, 60, 50, 10, 50],
  ]);
});

test("an outline is set corner by corner, and corners are taken back", () => {
  editor.use("region");
  editor.click(10, 10, { shift: true }).click(90, 10).click(90, 90);
  editor.tools.removeLast();
  editor.tools.finish();
  expect(chosen).toEqual([]);
  editor.click(50, 80).click(11, 11);
  expect(chosen).toEqual([[10, 10, 90, 10, 50, 80]]);
  expect(editor.tools.tool).toBe("select");
});

test("Enter takes the outline of the polygon that is selected", () => {
  const points = [10, 10, 60, 10, 30, 50];
  const { id } = editor.rectangle(points, { type: "polygon" });
  editor.selection.set([id]);
  editor.use("region");
  editor.tools.finish();
  expect(chosen).toEqual([points]);
});

test("one object is let be changed, with undo, while all others stay", () => {
  const one = editor.rectangle([10, 10, 50, 50]);
  const other = editor.rectangle([100, 100, 150, 150]);
  editor.release(new Set([one.id]));
  editor.drag([30, 30], [40, 30]);
  editor.drag([125, 125], [140, 125]);
  const places = () => [one, other].map(({ id }) => editor.scene.item(id)?.shape.points[0]);
  expect(places()).toEqual([20, 100]);
  editor.undo();
  expect(places()).toEqual([10, 100]);
  expect(editor.use("rectangle")).toBe(false);
  editor.setFrameReadOnly(true);
  expect(editor.isEditable(one.id)).toBe(false);
});
