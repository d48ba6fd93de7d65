import { beforeEach, describe, expect, test } from "vitest";
import { boxToBox, transformFlat, turnAbout } from "../core/geometry";
import { MaskPaint } from "../core/mask-paint";
import { newShape, newTrack, type ShapeRecord, type ShapeType } from "../core/records";
import { maskArea, maskBox } from "../core/rle";
import { trackedAt } from "../core/tracks";
import { TestEditor } from "./test-editor";
import { transformTogether } from "./transforming";

let editor: TestEditor;
let left: ShapeRecord;
let right: ShapeRecord;

beforeEach(() => {
  editor = new TestEditor();
  left = editor.rectangle([100, 100, 140, 140]);
  right = editor.rectangle([160, 160, 200, 200]);
  editor.selection.set([left.id, right.id]);
});

const stored = (shape: ShapeRecord) => editor.store.get(shape.id) as ShapeRecord;
const put = (type: ShapeType, points: number[]) => {
  const shape = newShape({ type, points, frame: 0, labelId: 1 });
  editor.store.put([shape], "server");
  return shape;
};
const boxes = () => [stored(left).points, stored(right).points];

describe("stretching several", () => {
  test("a corner pulls all of them about the corner across, as one step of undo", () => {
    editor.drag([200, 200], [300, 250]);
    expect(boxes()).toEqual([
      [100, 100, 180, 160],
      [220, 190, 300, 250],
    ]);
    editor.undo();
    expect([stored(left), stored(right)]).toEqual([left, right]);
    editor.redo();
    expect(stored(right).points).toEqual([220, 190, 300, 250]);
  });

  test("Shift keeps proportions, from a side too", () => {
    editor.drag([200, 200], [300, 210], { shift: true });
    expect(boxes()).toEqual([
      [100, 100, 180, 180],
      [220, 220, 300, 300],
    ]);
    editor.undo();
    editor.drag([150, 200], [150, 250], { shift: true });
    expect(stored(right).points).toEqual([165, 190, 225, 250]);
  });

  test("they do not leave the picture, nor turn over", () => {
    editor.drag([200, 200], [900, 900]);
    expect(stored(right).points).toEqual([280, 220, 400, 300]);
    editor.undo();
    editor.drag([200, 200], [50, 50]);
    expect(boxes()).not.toContainEqual(left.points);
    for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of boxes()) {
      expect(x2 - x1).toBeGreaterThanOrEqual(1);
      expect(y2 - y1).toBeGreaterThanOrEqual(1);
    }
  });

  test("locked and pinned ones stay, and one that is left has no box around several", () => {
    const third = editor.rectangle([210, 210, 240, 240]);
    editor.selection.set([left.id, right.id, third.id]);
    editor.flags.set("pinned", [third.id], true);
    editor.drag([200, 200], [220, 220]);
    expect(stored(third)).toBe(third);
    expect(stored(right).points[2]).toBeCloseTo(220);
    editor.flags.set("locked", [right.id], true);
    expect(editor.groupHandleAt(inputAt(100, 100))).toBeNull();
  });

  test("Esc puts all of them back", () => {
    editor.move(200, 200).down(200, 200).move(260, 260);
    expect(editor.tools.drafts).toHaveLength(2);
    editor.tools.cancel();
    expect(boxes()).toEqual([left.points, right.points]);
    expect(editor.history.undoable).toBeNull();
  });

  test("a track gets a keyframe on the frame, the others stay", () => {
    const keyframe = {
      ...{ serverId: null, frame: 0, type: "rectangle" as const, rotation: 0 },
      ...{ occluded: false, outside: false, zOrder: 0, attributes: [] },
      points: [20, 20, 40, 40],
    };
    const track = newTrack({ frame: 0, labelId: 1, shapes: [keyframe] });
    editor.store.put([track], "server");
    editor.setFrame(3, null, { width: 400, height: 300 });
    const box = editor.rectangle([60, 60, 80, 80]);
    editor.selection.set([track.id, box.id]);
    editor.drag([80, 80], [140, 140]);
    const now = editor.store.get(track.id);
    if (now?.kind !== "track") throw new Error("the track is gone");
    expect(now.shapes.map(({ frame }) => frame)).toEqual([0, 3]);
    expect(trackedAt(now, 3)?.points).toEqual([20, 20, 60, 60]);
    expect(trackedAt(now, 0)?.points).toEqual(keyframe.points);
  });
});

describe("turning several", () => {
  test("each turns about the middle of all; Shift turns in steps of 15 degrees", () => {
    editor.drag([150, 78], [222, 148], { shift: true });
    expect(stored(left)).toMatchObject({ rotation: 90 });
    expect(stored(left).points.map(Math.round)).toEqual([160, 100, 200, 140]);
    expect(stored(right).points.map(Math.round)).toEqual([100, 160, 140, 200]);
    expect(editor.history.undoable?.name).toBe("rotate");
  });

  test("a polygon that would leave the picture holds them where they were", () => {
    const polygon = put("polygon", [0, 0, 60, 0, 60, 20]);
    editor.selection.set([left.id, polygon.id]);
    editor.drag([70, -22], [150, 0]);
    expect(stored(polygon)).toBe(polygon);
    expect(stored(left)).toBe(left);
  });
});

describe("each type", () => {
  const limits = { left: 0, top: 0, right: 400, bottom: 300 };
  const changed = (shape: ShapeRecord, by = turnAbout({ x: 100, y: 100 }, 90)) =>
    transformTogether(editor.shapes, [shape], by, limits)?.[0];
  const twice = boxToBox(
    { left: 0, top: 0, right: 50, bottom: 50 },
    { left: 0, top: 0, right: 100, bottom: 150 },
  );

  test("outlines and points turn with their points", () => {
    for (const type of ["polygon", "polyline", "points"] as const)
      expect(changed(put(type, [100, 50, 120, 50, 120, 80]))?.points.map(Math.round)).toEqual([
        150, 100, 150, 120, 120, 120,
      ]);
  });

  test("a turned rectangle grows by its own sides and stays one", () => {
    const turned = { ...put("rectangle", [20, 20, 40, 30]), rotation: 90 };
    const after = changed(turned, twice);
    expect(after?.rotation).toBe(90);
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = after?.points ?? [];
    expect([x2 - x1, y2 - y1].map(Math.round)).toEqual([60, 20]);
  });

  test("an ellipse keeps its middle and its radii grow", () => {
    expect(changed(put("ellipse", [30, 30, 40, 25]), twice)?.points).toEqual([60, 90, 80, 75]);
  });

  test("a mask is painted anew, as many times as large", () => {
    const paint = new MaskPaint({ width: 400, height: 300 });
    paint.stroke({ x: 20, y: 20 }, { x: 24, y: 20 }, { form: "square", size: 8 }, true);
    const mask = put("mask", paint.encode() ?? []);
    const after = changed(mask, twice);
    expect(maskArea(after?.points ?? [])).toBe(6 * maskArea(mask.points));
    const turned = changed(mask)?.points ?? [];
    const box = maskBox(turned);
    expect(maskArea(turned)).toBe(maskArea(mask.points));
    expect(box.bottom - box.top).toBe(maskBox(mask.points).right - maskBox(mask.points).left);
  });

  test("a cuboid goes along but its edges stay upright", () => {
    const points = [90, 40, 90, 60, 110, 40, 110, 60, 112, 38, 112, 58, 92, 38, 92, 58];
    const after = changed(put("cuboid", points))?.points ?? [];
    expect(after[0]).toBeCloseTo(after[2] ?? 0);
    expect(after[0]).toBeGreaterThan(120);
  });

  test("a skeleton turns with its joints", () => {
    const joint = put("points", [100, 50]);
    const skeleton = newShape({
      ...{ type: "skeleton", points: [], frame: 0, labelId: 1, elements: [joint] },
    });
    const [after] = changed(skeleton)?.elements ?? [];
    expect(after?.points.map(Math.round)).toEqual([150, 100]);
  });

  test("a turn back is where it began", () => {
    const there = transformFlat(turnAbout({ x: 3, y: 4 }, 30), [10, 20]);
    const back = transformFlat(turnAbout({ x: 3, y: 4 }, -30), there);
    expect(back[0]).toBeCloseTo(10);
    expect(back[1]).toBeCloseTo(20);
  });
});

function inputAt(x: number, y: number) {
  const held = { shift: false, alt: false, ctrl: false, space: false };
  return { at: { x, y }, screen: { x, y }, button: null, touch: false, pressure: null, ...held };
}
