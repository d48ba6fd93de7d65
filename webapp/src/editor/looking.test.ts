import { beforeEach, expect, test } from "vitest";
import { TestEditor } from "./test-editor";

let editor: TestEditor;

beforeEach(() => {
  editor = new TestEditor();
});

test("a box pulled with the zoom tool is shown as large as it fits, even where nothing can be changed", () => {
  editor.setReadOnly(true);
  expect(editor.use("zoom")).toBe(true);
  editor.drag([100, 100], [140, 120]);
  const { left, right } = editor.viewport.visible;
  expect(editor.viewport.scale).toBe(10);
  expect((left + right) / 2).toBeCloseTo(120);
  expect(editor.tools.tool).toBe("select");
});

test("a click with the zoom tool zooms in where it was made", () => {
  editor.use("zoom");
  editor.click(100, 80);
  expect(editor.viewport.scale).toBe(2);
  const at = editor.viewport.toScreen({ x: 100, y: 80 });
  expect([at.x, at.y]).toEqual([100, 80]);
});

test("a frame keeps how it was turned, and another is not turned with it", () => {
  editor.turning.turn(1);
  editor.setFrame(1, null, { width: 400, height: 300 });
  expect(editor.viewport.turn).toBe(0);
  editor.setFrame(0, null, { width: 400, height: 300 });
  expect(editor.viewport.turn).toBe(1);
});

test("all frames are turned together where that is wanted", () => {
  editor.turning.turn(-1);
  editor.turning.together = true;
  editor.setFrame(1, null, { width: 400, height: 300 });
  expect(editor.viewport.turn).toBe(3);
});

test("what is drawn on a turned picture has the picture's own coordinates", () => {
  editor.turning.turn(1);
  const [from, to] = [editor.toScreen(40, 30), editor.toScreen(90, 80)];
  editor.use("rectangle");
  const place = (at: { x: number; y: number }): [number, number] => {
    const { x, y } = editor.viewport.fromContainer(at);
    return [x, y];
  };
  editor.drag(place(from), place(to));
  expect(editor.drawn()[0]?.points.map(Math.round)).toEqual([40, 30, 90, 80]);
});

test("every frame begins with its whole picture where that is wanted", () => {
  editor.viewport.zoomBy(3);
  editor.setFrame(1, null, { width: 400, height: 300 });
  expect(editor.viewport.scale).toBe(3);
  editor.fitsEachFrame = true;
  editor.setFrame(2, null, { width: 400, height: 300 });
  expect(editor.viewport.scale).toBe(1);
});
