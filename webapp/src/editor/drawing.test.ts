import { beforeEach, describe, expect, test } from "vitest";
import { TestEditor } from "./test-editor";

let editor: TestEditor;

beforeEach(() => {
  editor = new TestEditor();
});

describe("rectangle", () => {
  test("two clicks draw a box with the label's default attributes", () => {
    editor.use("rectangle");
    editor.click(10, 20).click(110, 80);
    expect(editor.drawn()).toMatchObject([
      {
        type: "rectangle",
        points: [10, 20, 110, 80],
        labelId: 1,
        attributes: [{ spec_id: 11, value: "red" }],
      },
    ]);
  });

  test("pulling a box draws it too, whichever corner comes first", () => {
    editor.use("rectangle");
    editor.drag([110, 80], [10, 20]);
    expect(editor.drawn()).toMatchObject([{ points: [10, 20, 110, 80] }]);
  });

  test("what is drawn gets selected and the tool is put down", () => {
    editor.use("rectangle");
    editor.drag([10, 20], [110, 80]);
    expect([...editor.selection.ids]).toEqual([editor.drawn()[0]?.id]);
    expect(editor.tools.state.name).toBe("select.idle");
  });

  test("corners outside the picture are drawn into it", () => {
    editor.use("rectangle");
    editor.click(-30, -30).click(900, 50);
    expect(editor.drawn()).toMatchObject([{ points: [0, 0, 400, 50] }]);
  });

  test("a box without area is not kept and drawing goes on", () => {
    editor.use("rectangle");
    editor.click(10, 10).click(10, 10);
    expect(editor.drawn()).toEqual([]);
    expect(editor.tools.state.name).toBe("rectangle.first-corner");
  });

  test("a right click starts over and Esc puts the tool down", () => {
    editor.use("rectangle");
    editor.click(10, 10).down(50, 50, { button: "right" });
    expect(editor.tools.state.name).toBe("rectangle.first-corner");
    editor.click(10, 10);
    editor.tools.cancel();
    expect(editor.tools.tool).toBe("select");
    expect(editor.drawn()).toEqual([]);
  });

  test("the draft follows the pointer and is not stored", () => {
    editor.use("rectangle");
    editor.click(10, 10).move(60, 40);
    expect(editor.tools.drafts).toMatchObject([{ points: [10, 10, 60, 40] }]);
    expect(editor.drawn()).toEqual([]);
  });

  test("middle dragging pans and then drawing goes on", () => {
    editor.use("rectangle");
    editor.click(10, 10);
    editor.drag([100, 100], [120, 90], { button: "middle" });
    expect(editor.viewport.view).toMatchObject({ x: 20, y: -10 });
    expect(editor.tools.state.name).toBe("rectangle.second-corner");
    editor.click(120, 90);
    expect(editor.drawn()).toMatchObject([{ points: [10, 10, 100, 100] }]);
  });
});

test("an ellipse is kept as centre, right and top", () => {
  editor.use("ellipse");
  editor.click(10, 20).click(110, 80);
  expect(editor.drawn()).toMatchObject([{ type: "ellipse", points: [60, 50, 110, 20] }]);
});

test("a cuboid's front face is the drawn box", () => {
  editor.use("cuboid");
  editor.click(100, 100).click(200, 150);
  const points = editor.drawn()[0]?.points ?? [];
  expect(points).toHaveLength(16);
  expect(points.slice(0, 8)).toEqual([100, 100, 100, 150, 200, 100, 200, 150]);
});

test("a skeleton's joints fill the drawn box", () => {
  const nodes = [
    { labelId: 31, x: 20, y: 10 },
    { labelId: 32, x: 60, y: 90 },
  ];
  editor.setLabels([{ id: 3, name: "pose", skeleton: { nodes, edges: [[31, 32]] } }]);
  editor.setDrawing({ labelId: 3 });
  editor.use("skeleton");
  editor.click(100, 100).click(200, 150);
  const [skeleton] = editor.drawn();
  expect(skeleton).toMatchObject({ type: "skeleton", points: [] });
  expect(skeleton?.elements.map((each) => [each.labelId, ...each.points])).toEqual([
    [31, 100, 100],
    [32, 200, 150],
  ]);
});

describe("polygon", () => {
  beforeEach(() => {
    editor.use("polygon");
    editor.click(10, 10).click(100, 10).click(100, 100);
  });

  const triangle = [10, 10, 100, 10, 100, 100];

  test("N closes it", () => {
    editor.tools.finish();
    expect(editor.drawn()).toMatchObject([{ type: "polygon", points: triangle }]);
  });

  test("a click on the first point closes it", () => {
    editor.click(12, 11);
    expect(editor.drawn()).toMatchObject([{ points: triangle }]);
  });

  test("a double click sets its point once and closes", () => {
    editor.doubleClick(10, 100);
    expect(editor.drawn()).toMatchObject([{ points: [...triangle, 10, 100] }]);
  });

  test("a double click that closes it on the first press does not zoom", () => {
    const before = editor.viewport.view;
    editor.doubleClick(10, 10);
    expect(editor.drawn()).toHaveLength(1);
    expect(editor.viewport.view).toBe(before);
  });

  test("a right click or Backspace takes back the last point", () => {
    editor.click(5, 200).down(5, 200, { button: "right" });
    editor.tools.finish();
    expect(editor.drawn()).toMatchObject([{ points: triangle }]);
  });

  test("two points are not enough to finish", () => {
    editor.tools.removeLast();
    editor.tools.finish();
    expect(editor.drawn()).toEqual([]);
    expect(editor.tools.state.name).toBe("polygon.placing");
  });

  test("Esc drops it", () => {
    editor.tools.cancel();
    expect(editor.drawn()).toEqual([]);
    expect(editor.history.undoable).toBeNull();
  });

  test("another frame drops it but keeps the tool", () => {
    editor.setFrame(1, null, editor.size);
    expect(editor.tools.state.name).toBe("polygon.idle");
  });

  test("the hint tells how many points there are", () => {
    expect(editor.hint).toEqual({
      key: "editor:hint.polygon.next",
      values: { count: 3, fewest: 3 },
    });
  });
});

test("Shift sets a polyline's points every 15 px", () => {
  editor.use("polyline");
  editor.click(10, 10);
  for (let x = 15; x <= 60; x += 5) editor.move(x, 10, { shift: true });
  editor.tools.finish();
  expect(editor.drawn()).toMatchObject([{ points: [10, 10, 25, 10, 40, 10, 55, 10] }]);
});

test("a fixed number of points finishes by itself", () => {
  editor.setDrawing({ pointCount: 2 });
  editor.use("points");
  editor.click(10, 10).click(20, 20);
  expect(editor.drawn()).toMatchObject([{ type: "points", points: [10, 10, 20, 20] }]);
});

test("in track mode a track with one keyframe is made", () => {
  editor.setDrawing({ mode: "track" });
  editor.use("rectangle");
  editor.drag([10, 20], [110, 80]);
  expect(editor.store.all()).toMatchObject([
    { kind: "track", frame: 0, shapes: [{ frame: 0, points: [10, 20, 110, 80] }] },
  ]);
});

test("a read-only editor takes up no drawing tool", () => {
  editor.setReadOnly(true);
  expect(editor.use("rectangle")).toBe(false);
  expect(editor.tools.tool).toBe("select");
});

test("drawing again takes up the tool used last", () => {
  editor.use("ellipse");
  editor.drag([10, 20], [110, 80]);
  expect(editor.tools.lastDrawn).toBe("ellipse");
});

test("a skeleton label without joints draws nothing", () => {
  editor.use("skeleton");
  editor.drag([10, 20], [110, 80]);
  expect(editor.drawn()).toEqual([]);
  expect(editor.tools.state.name).toBe("skeleton.first-corner");
});
