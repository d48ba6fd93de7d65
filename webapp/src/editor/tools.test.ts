import { beforeEach, describe, expect, test } from "vitest";
import { boxAround, polygonArea, toPoints } from "../core/geometry";
import { newShape, newTrack, type TrackRecord } from "../core/records";
import { maskArea, maskBox } from "../core/rle";
import { shapeOn } from "../core/tracks";
import { TestEditor } from "./test-editor";

let editor: TestEditor;
const told: string[] = [];

beforeEach(() => {
  editor = new TestEditor();
  told.length = 0;
  editor.operations.told.subscribe(({ key }) => told.push(key));
});

const polygon = (points: readonly number[], given = {}) =>
  editor.rectangle(points, { type: "polygon", ...given });

describe("rectangles", () => {
  test("by four extreme points are the box around them", () => {
    editor.setDrawing({ rectangleBy: "extremes" });
    editor.use("rectangle");
    editor.click(50, 20).click(80, 60).click(40, 90).click(10, 40);
    expect(editor.drawn()[0]?.points).toEqual([10, 20, 80, 90]);
  });

  test("by a side and a height are turned", () => {
    editor.setDrawing({ rectangleBy: "oriented" });
    editor.use("rectangle");
    editor.click(100, 100).click(100, 200).click(60, 150);
    const [shape] = editor.drawn();
    expect(shape?.rotation).toBe(90);
    const bounds = shape && editor.shapes.of(shape).bounds(shape);
    expect(bounds?.left).toBeCloseTo(60);
    expect(bounds?.bottom).toBeCloseTo(200);
  });

  test("take a right click to go one point back", () => {
    editor.setDrawing({ rectangleBy: "extremes" });
    editor.use("rectangle");
    editor.click(300, 20).click(1, 1, { button: "right" });
    editor.click(50, 20).click(80, 60).click(40, 90).click(10, 40);
    expect(editor.drawn()[0]?.points).toEqual([10, 20, 80, 90]);
  });
});

describe("polygons", () => {
  test("are cropped to the picture", () => {
    editor.use("polygon");
    editor.click(350, 100).click(450, 100).click(450, 200).click(350, 200);
    editor.tools.finish();
    expect(boxAround(editor.drawn()[0]?.points ?? []).right).toBe(400);
  });

  test("take back and do again single points", () => {
    editor.use("polygon");
    editor.click(10, 10).click(60, 10).click(60, 60).click(200, 200);
    editor.undo();
    editor.undo();
    editor.redo();
    editor.tools.finish();
    expect(editor.drawn()[0]?.points).toEqual([10, 10, 60, 10, 60, 60]);
  });

  test("snap to a vertex near by, but not with Ctrl", () => {
    polygon([100, 100, 150, 100, 150, 150]);
    editor.setDrawing({ snapping: "points" });
    editor.use("polygon");
    editor.click(153, 97).click(200, 90).click(97, 97, { ctrl: true });
    editor.tools.finish();
    expect(editor.drawn()[1]?.points).toEqual([150, 100, 200, 90, 97, 97]);
  });

  test("follow the outline of a neighbour the shorter way", () => {
    polygon([100, 100, 150, 90, 200, 100, 200, 200, 100, 200]);
    editor.setDrawing({ snapping: "contour" });
    editor.use("polygon");
    editor.click(100, 100).click(200, 100).click(150, 20);
    editor.tools.finish();
    expect(editor.drawn()[1]?.points).toEqual([100, 100, 150, 90, 200, 100, 150, 20]);
  });
});

describe("redrawing", () => {
  test("gives an object another shape and lets it be what it is", () => {
    const box = editor.rectangle([100, 100, 200, 160], { group: 7, serverId: 5 });
    editor.reshaping.redraw(box.id);
    editor.click(10, 10).click(50, 60);
    expect(editor.drawn()).toEqual([{ ...box, points: [10, 10, 50, 60] }]);
    editor.undo();
    expect(editor.drawn()).toEqual([box]);
  });

  test("of a part of a polygon keeps the larger side", () => {
    const square = polygon([100, 100, 200, 100, 200, 200, 100, 200]);
    editor.click(150, 150);
    editor.click(100, 100, { shift: true });
    editor.click(150, 60).click(200, 100);
    expect(editor.tools.tool).toBe("select");
    const now = editor.store.get(square.id);
    expect(now?.kind === "shape" && polygonArea(toPoints(now.points))).toBe(12_000);
  });

  test("goes on from the end of a polyline", () => {
    const line = editor.rectangle([100, 100, 200, 100], { type: "polyline" });
    editor.click(150, 100);
    editor.click(200, 100, { shift: true });
    editor.click(250, 150);
    editor.tools.finish();
    expect(editor.store.get(line.id)).toMatchObject({ points: [100, 100, 200, 100, 250, 150] });
  });
});

describe("masks", () => {
  const brush = (change: object) =>
    editor.setDrawing({ brush: { ...editor.drawing.brush, ...change } });

  test("are finer where a pen is pressed less, and not where that is not wanted", () => {
    const breadth = (byPressure: boolean) => {
      editor.setDrawing({ brush: { ...editor.drawing.brush, size: 20, byPressure } });
      editor.use("mask");
      editor
        .move(50, 50)
        .down(50, 50, { pressure: 0.5 })
        .move(90, 50, { pressure: 0.5 })
        .up(90, 50);
      editor.tools.finish();
      const { top, bottom } = maskBox(editor.drawn().at(-1)?.points ?? []);
      return bottom - top;
    };
    expect(breadth(true)).toBeCloseTo(10, -1);
    expect(breadth(true)).toBeLessThan(12);
    expect(breadth(false)).toBeGreaterThan(18);
  });

  test("are painted, erased, and kept by N", () => {
    brush({ form: "square", size: 10 });
    editor.use("mask");
    editor.drag([50, 50], [90, 50]);
    expect(editor.busy).toBe(true);
    brush({ tool: "eraser" });
    editor.drag([90, 50], [90, 51]);
    editor.tools.finish();
    const [mask] = editor.drawn();
    expect(mask?.type).toBe("mask");
    expect(maskBox(mask?.points ?? [])).toMatchObject({ left: 45, top: 45, right: 85 });
    expect(mask?.attributes).toEqual([{ spec_id: 11, value: "red" }]);
  });

  test("take strokes back one by one", () => {
    brush({ form: "square", size: 10 });
    editor.use("mask");
    editor.drag([50, 50], [60, 50]).drag([100, 100], [140, 100]);
    editor.undo();
    editor.tools.finish();
    expect(maskBox(editor.drawn()[0]?.points ?? [])).toMatchObject({ right: 65, bottom: 55 });
  });

  test("gain and lose areas, and holes are filled", () => {
    brush({ tool: "polygon-plus" });
    editor.use("mask");
    editor.click(20, 20).click(60, 20).click(60, 60).click(20, 60);
    editor.tools.finish();
    brush({ tool: "polygon-minus" });
    editor.click(30, 30).click(50, 30).click(50, 50).click(30, 50);
    editor.tools.finish();
    brush({ tool: "fill" });
    editor.click(40, 40);
    editor.tools.finish();
    expect(maskArea(editor.drawn()[0]?.points ?? [])).toBe(1600);
  });

  test("may take their pixels from others, in the same step of undo", () => {
    const below = editor.rectangle([0, 400, 10, 10, 29, 29], { type: "mask" });
    const gone = editor.rectangle([0, 16, 40, 10, 43, 13], { type: "mask" });
    brush({ tool: "polygon-plus", erasesOthers: true });
    editor.use("mask");
    editor.click(20, 5).click(60, 5).click(60, 40).click(20, 40);
    editor.tools.finish();
    editor.tools.finish();
    const rest = editor.store.get(below.id);
    expect(rest?.kind === "shape" && maskArea(rest.points)).toBe(200);
    expect(editor.store.get(gone.id)).toBeUndefined();
    editor.undo();
    expect(editor.drawn()).toEqual([below, gone]);
  });

  test("are changed in place", () => {
    const mask = editor.rectangle([0, 400, 10, 10, 29, 29], { type: "mask", serverId: 8 });
    editor.reshaping.paint(mask.id);
    brush({ tool: "eraser", form: "square", size: 20 });
    editor.click(30, 20);
    editor.tools.finish();
    expect(editor.store.get(mask.id)).toMatchObject({ serverId: 8 });
    expect(maskArea(editor.drawn()[0]?.points ?? [])).toBe(200);
  });

  test("with nothing in them are none", () => {
    editor.use("mask");
    editor.tools.finish();
    expect(editor.drawn()).toEqual([]);
  });
});

describe("cuboids", () => {
  test("are made of four points", () => {
    editor.setDrawing({ cuboidBy: "points" });
    editor.use("cuboid");
    editor.click(100, 100).click(200, 200).click(250, 80).click(250, 130);
    expect(editor.drawn()[0]?.points).toEqual([
      100, 100, 100, 200, 200, 100, 200, 200, 250, 80, 250, 130, 200, 80, 200, 130,
    ]);
  });

  test("keep upright edges and perspective when a corner is pulled", () => {
    editor.use("cuboid");
    editor.drag([100, 100], [200, 200]);
    editor.drag([220, 80], [240, 120]);
    const corners = toPoints(editor.drawn()[0]?.points ?? []);
    for (const edge of [0, 2, 4, 6])
      expect(corners[edge]?.x).toBeCloseTo(corners[edge + 1]?.x ?? 0);
  });
});

describe("joining and slicing", () => {
  test("two polygons that meet become one", () => {
    polygon([0, 0, 50, 0, 50, 50, 0, 50]);
    polygon([40, 0, 100, 0, 100, 50, 40, 50]);
    editor.use("join");
    editor.click(20, 20).click(80, 20);
    editor.tools.finish();
    expect(editor.drawn().map(({ points }) => polygonArea(toPoints(points)))).toEqual([5000]);
    editor.undo();
    expect(editor.drawn()).toHaveLength(2);
  });

  test("what cannot be joined is told why", () => {
    const one = polygon([0, 0, 50, 0, 50, 50]);
    const other = polygon([40, 0, 100, 0, 100, 50], { labelId: 2 });
    editor.operations.join([one.id, other.id]);
    expect(told).toEqual(["editor:told.join.labels"]);
  });

  test("a polygon is cut where the knife goes through", () => {
    polygon([100, 100, 200, 100, 200, 200, 100, 200]);
    editor.use("slice");
    editor.click(150, 150);
    editor.click(140, 80).click(140, 220);
    expect(
      editor
        .drawn()
        .map(({ points }) => polygonArea(toPoints(points)))
        .sort(),
    ).toEqual([4000, 6000]);
    expect(editor.tools.tool).toBe("select");
  });

  test("a mask is cut too, and no pixel is lost", () => {
    editor.rectangle([0, 400, 100, 100, 119, 119], { type: "mask" });
    editor.use("slice");
    editor.click(110, 110);
    editor.click(90, 105).click(130, 115);
    const areas = editor.drawn().map(({ points }) => maskArea(points));
    expect(areas).toHaveLength(2);
    expect((areas[0] ?? 0) + (areas[1] ?? 0)).toBe(400);
  });
});

describe("tracks", () => {
  const track = (id: number): TrackRecord => editor.store.all()[id] as TrackRecord;

  test("are merged from shapes on different frames, with gaps out of sight", () => {
    editor.lastFrame = 9;
    const boxes = [0, 1, 5].map((frame) => editor.rectangle([0, 0, 10, 10], { frame }));
    editor.operations.merge(boxes.map(({ id }) => id));
    expect(track(0).shapes.map(({ frame, outside }) => [frame, outside])).toEqual([
      [0, false],
      [1, false],
      [2, true],
      [5, false],
      [6, true],
    ]);
  });

  test("of two objects on one frame are refused", () => {
    const boxes = [0, 0].map((frame) => editor.rectangle([0, 0, 10, 10], { frame }));
    editor.operations.merge(boxes.map(({ id }) => id));
    expect(told).toEqual(["editor:told.merge.frames"]);
  });

  test("are picked on several frames, one after the other", () => {
    editor.rectangle([0, 0, 40, 40], { frame: 0 });
    editor.rectangle([0, 0, 40, 40], { frame: 3 });
    editor.use("merge");
    editor.click(20, 20);
    editor.setFrame(3, null, editor.size);
    editor.click(20, 20);
    editor.tools.finish();
    expect(editor.store.all()).toHaveLength(1);
    expect(track(0).shapes.map(({ frame }) => frame)).toEqual([0, 1, 3, 4]);
  });

  test("are split where they stand", () => {
    const shape = newShape({ type: "rectangle", frame: 0, labelId: 1, points: [0, 0, 10, 10] });
    const shapes = [shape, { ...shape, frame: 10, points: [100, 0, 110, 10] }];
    const whole = newTrack({ frame: 0, labelId: 1, shapes });
    editor.store.put([whole], "server");
    editor.setFrame(5, null, editor.size);
    editor.operations.split([whole.id]);
    const [before, after] = editor.store.all() as TrackRecord[];
    expect(before && shapeOn(before, 4)?.outside).toBe(false);
    expect(before && shapeOn(before, 5)?.outside).toBe(true);
    expect(after && shapeOn(after, 5)?.points).toEqual([50, 0, 60, 10]);
    expect(after && shapeOn(after, 4)).toBeNull();
  });

  test("get and lose keyframes", () => {
    const shape = newShape({ type: "rectangle", frame: 0, labelId: 1, points: [0, 0, 10, 10] });
    const whole = newTrack({ frame: 0, labelId: 1, shapes: [shape] });
    editor.store.put([whole], "server");
    editor.setFrame(4, null, editor.size);
    editor.operations.toggleKeyframe([whole.id]);
    expect(track(0).shapes.map(({ frame }) => frame)).toEqual([0, 4]);
    editor.operations.moveKeyframe(whole.id, 4, 7);
    expect(track(0).shapes.map(({ frame }) => frame)).toEqual([0, 7]);
    editor.setFrame(7, null, editor.size);
    editor.operations.toggleKeyframe([whole.id]);
    expect(track(0).shapes.map(({ frame }) => frame)).toEqual([0]);
  });
});

test("objects are copied to other frames", () => {
  const box = editor.rectangle([0, 0, 10, 10], { serverId: 3 });
  expect(editor.operations.propagate([box.id], [1, 2, 3])).toBe(3);
  expect(editor.store.all().map(({ frame, serverId }) => [frame, serverId])).toEqual([
    [0, 3],
    [1, null],
    [2, null],
    [3, null],
  ]);
  editor.undo();
  expect(editor.store.all()).toHaveLength(1);
});
