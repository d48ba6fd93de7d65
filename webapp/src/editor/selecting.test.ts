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

describe("selecting", () => {
  test("a click selects, a click beside deselects", () => {
    editor.click(150, 130);
    expect([...editor.selection.ids]).toEqual([box.id]);
    editor.click(20, 20);
    expect(editor.selection.ids.size).toBe(0);
  });

  test("moving over a shape hovers it", () => {
    editor.move(150, 130);
    expect(editor.selection.hovered).toBe(box.id);
    expect(editor.tools.state.cursor).toBe("move");
    editor.move(20, 20);
    expect(editor.selection.hovered).toBeNull();
  });

  test("of nested shapes the one with the nearest outline is taken", () => {
    const inner = editor.rectangle([140, 120, 160, 140]);
    editor.click(150, 130);
    expect(editor.selection.only).toBe(inner.id);
    editor.click(103, 130);
    expect(editor.selection.only).toBe(box.id);
  });

  test("Shift adds and takes away", () => {
    const other = editor.rectangle([300, 100, 350, 160]);
    editor.click(150, 130).click(320, 130, { shift: true });
    expect(editor.selection.ids).toEqual(new Set([box.id, other.id]));
    editor.click(150, 130, { shift: true });
    expect(editor.selection.only).toBe(other.id);
  });

  test("Shift + drag beside selects what lies fully within", () => {
    editor.rectangle([300, 100, 350, 160]);
    editor.drag([50, 50], [250, 250], { shift: true });
    expect([...editor.selection.ids]).toEqual([box.id]);
  });

  test("dragging beside everything pans", () => {
    editor.drag([20, 20], [50, 40]);
    expect(editor.viewport.view).toMatchObject({ x: 30, y: 20 });
  });

  test("hidden shapes are not hit", () => {
    editor.flags.set("hidden", [box.id], true);
    expect(editor.objectsAt(150, 130)).toEqual([]);
    expect(editor.scene.items()).toEqual([]);
  });

  test("what is deleted is no longer selected", () => {
    editor.click(150, 130);
    editor.commands.remove([box.id]);
    expect(editor.selection.ids.size).toBe(0);
  });
});

describe("moving", () => {
  test("dragging a shape moves it as one step of undo", () => {
    editor.drag([150, 130], [160, 150]);
    expect(stored().points).toEqual([110, 120, 210, 180]);
    editor.undo();
    expect(stored()).toBe(box);
    editor.redo();
    expect(stored().points).toEqual([110, 120, 210, 180]);
  });

  test("it stops at the edge of the picture", () => {
    editor.drag([150, 130], [-300, 130]);
    expect(stored().points).toEqual([0, 100, 100, 160]);
  });

  test("several move as one and stop together", () => {
    const other = editor.rectangle([20, 100, 60, 160]);
    editor.selection.set([box.id, other.id]);
    editor.drag([150, 130], [50, 130]);
    expect(stored().points).toEqual([80, 100, 180, 160]);
    expect(stored(other.id).points).toEqual([0, 100, 40, 160]);
  });

  test("a shape saved during the drag keeps the id the server gave it", () => {
    editor.move(150, 130).down(150, 130).move(160, 150);
    editor.store.put([{ ...box, serverId: 42 }], "server");
    editor.up(160, 150);
    expect(stored()).toMatchObject({ serverId: 42, points: [110, 120, 210, 180] });
  });

  test("Esc puts it back", () => {
    editor.move(150, 130).down(150, 130).move(190, 190);
    expect(editor.tools.drafts).toHaveLength(1);
    editor.tools.cancel();
    editor.up(190, 190);
    expect(stored()).toBe(box);
    expect(editor.history.undoable).toBeNull();
  });

  test.each(["locked", "pinned"] as const)("a %s shape stays", (flag) => {
    editor.flags.set(flag, [box.id], true);
    editor.drag([150, 130], [160, 150]);
    expect(stored()).toBe(box);
  });

  test("nothing moves in a read-only editor", () => {
    editor.setReadOnly(true);
    editor.drag([150, 130], [160, 150]);
    expect(stored()).toBe(box);
  });

  test("a trembling click is no drag", () => {
    editor.move(150, 130).down(150, 130).move(152, 131).up(152, 131);
    expect(stored()).toBe(box);
    expect(editor.selection.only).toBe(box.id);
  });
});

describe("handles", () => {
  test("a corner resizes about the opposite one", () => {
    editor.click(150, 130).drag([200, 160], [250, 200]);
    expect(stored().points).toEqual([100, 100, 250, 200]);
  });

  test("an edge moves only its side, and not out of the picture", () => {
    editor.click(150, 130).drag([200, 130], [900, 10]);
    expect(stored().points).toEqual([100, 100, 400, 160]);
  });

  test("a grip a little off its middle does not jump", () => {
    editor.click(150, 130).drag([203, 158], [213, 168]);
    expect(stored().points).toEqual([100, 100, 210, 170]);
  });

  test("resizing a turned box leaves the opposite corner where it is", () => {
    editor.store.put([{ ...box, rotation: 90 }], "server");
    editor.click(150, 130);
    // Turned by 90 degrees the south-east corner lies at (120, 180).
    editor.drag([120, 180], [110, 200]);
    expect(stored()).toMatchObject({ rotation: 90 });
    const grips = editor.shapes.of(stored()).handles(stored(), 1);
    const place = (id: string) => grips.find((grip) => grip.id === id)?.at;
    expect(place("nw")?.x).toBeCloseTo(180);
    expect(place("nw")?.y).toBeCloseTo(80);
    expect(place("se")?.x).toBeCloseTo(110);
    expect(place("se")?.y).toBeCloseTo(200);
  });

  test("the rotation handle turns, by 15 degrees while Shift is held", () => {
    editor.click(150, 130).drag([150, 78], [230, 130]);
    expect(stored().rotation).toBe(90);
    editor.undo();
    editor.click(150, 130).drag([150, 78], [200, 82], { shift: true });
    expect(stored().rotation).toBe(45);
  });

  test("polygon vertices are dragged, added and removed", () => {
    const points = [20, 20, 80, 20, 80, 80];
    const polygon = newShape({ type: "polygon", frame: 0, labelId: 1, points });
    editor.store.put([polygon], "server");
    editor.selection.set([polygon.id]);
    editor.drag([80, 80], [60, 90]);
    expect(stored(polygon.id).points).toEqual([20, 20, 80, 20, 60, 90]);
    editor.drag([50, 20], [50, 5]);
    expect(stored(polygon.id).points).toEqual([20, 20, 50, 5, 80, 20, 60, 90]);
    editor.click(50, 5, { alt: true });
    expect(stored(polygon.id).points).toEqual([20, 20, 80, 20, 60, 90]);
    editor.click(20, 20, { alt: true });
    expect(stored(polygon.id).points).toHaveLength(6);
  });
});

describe("tracks", () => {
  let track: TrackRecord;
  const keyframe = (frame: number, points: number[]) => ({
    serverId: null,
    frame,
    type: "rectangle" as const,
    points,
    rotation: 0,
    occluded: false,
    outside: false,
    zOrder: 0,
    attributes: [],
  });

  beforeEach(() => {
    editor.commands.remove([box.id]);
    const shapes = [keyframe(0, [0, 0, 20, 20]), keyframe(10, [100, 0, 120, 20])];
    track = newTrack({ frame: 0, labelId: 1, shapes });
    editor.store.put([track], "server");
    editor.setFrame(5, null, editor.size);
  });

  test("a track is shown where it is between its keyframes", () => {
    expect(editor.objectsAt(60, 10)).toEqual([track.id]);
    expect(editor.scene.item(track.id)?.shape.points).toEqual([50, 0, 70, 20]);
  });

  test("moving it writes a keyframe on this frame and leaves the others", () => {
    editor.drag([60, 10], [60, 50]);
    const { shapes } = editor.store.get(track.id) as TrackRecord;
    expect(shapes.map((shape) => [shape.frame, ...shape.points])).toEqual([
      [0, 0, 0, 20, 20],
      [5, 50, 40, 70, 60],
      [10, 100, 0, 120, 20],
    ]);
  });

  test("outside takes it out of sight from this frame on", () => {
    editor.commands.toggleOutside([track.id]);
    expect(editor.scene.items()).toEqual([]);
    editor.setFrame(4, null, editor.size);
    expect(editor.scene.items()).toHaveLength(1);
  });
});

test("a copy is placed where the pointer clicks, again and again with Ctrl", () => {
  editor.click(150, 130);
  editor.copy();
  editor.setFrame(3, null, editor.size);
  editor.paste();
  editor.click(100, 60, { ctrl: true }).click(200, 200);
  expect(editor.drawn().map((shape) => shape.points)).toEqual([
    [50, 30, 150, 90],
    [150, 170, 250, 230],
  ]);
  expect(editor.drawn().every((shape) => shape.serverId === null && shape.frame === 3)).toBe(true);
  expect(editor.tools.tool).toBe("select");
});
