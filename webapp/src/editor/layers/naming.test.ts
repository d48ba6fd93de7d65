import { expect, test } from "vitest";
import { newShape, newTrack, type ShapeRecord } from "../../core/records";
import { shapeOn } from "../../core/tracks";
import { TEXT_PARTS } from "../options";
import { TestEditor } from "../test-editor";
import { placeWithin } from "./label-placement";
import { namingOf } from "./naming";
import { styleOf } from "./style";

function editorWithCar(value = "red"): TestEditor {
  const editor = new TestEditor();
  const attributes = [
    { id: 7, name: "colour", defaultValue: "", mutable: false },
    { id: 8, name: "note", defaultValue: "", mutable: false },
  ];
  editor.setLabels([{ id: 1, name: "car", attributes }]);
  const values = [
    { spec_id: 7, value },
    { spec_id: 8, value: "" },
    { spec_id: 99, value: "of another label" },
  ];
  const car = { type: "rectangle", frame: 0, labelId: 1, points: [10, 10, 40, 25] } as const;
  editor.store.load([newShape({ ...car, attributes: values, source: "auto", zOrder: 3 })]);
  return editor;
}

const named = (editor: TestEditor) =>
  namingOf(editor, editor.scene.items()[0]?.shape as ShapeRecord);

test("a shape is named by its label and number unless more is asked for", () => {
  const editor = editorWithCar();
  expect(named(editor)).toEqual(["car 1"]);
  editor.setAppearance({ textParts: TEXT_PARTS });
  expect(named(editor)).toEqual(["car 1 (auto) z 3", "30.0 × 15.0", "colour: red"]);
  editor.setAppearance({ textParts: ["attributes"] });
  expect(named(editor)).toEqual(["colour: red"]);
  editor.setAppearance({ textParts: [] });
  expect(named(editor)).toEqual([]);
});

test("an attribute as long as a letter is cut", () => {
  const editor = editorWithCar("x".repeat(4000));
  editor.setAppearance({ textParts: ["attributes"] });
  const [line = ""] = named(editor);
  expect(line).toHaveLength(60);
  expect(line.endsWith("…")).toBe(true);
});

test("a track is named by what its attributes are on the frame", () => {
  const editor = editorWithCar();
  const key = (frame: number, value: string) => ({
    ...newShape({ type: "rectangle", frame, labelId: 1, points: [0, 0, 9, 9] }),
    attributes: [{ spec_id: 7, value }],
  });
  const track = newTrack({ frame: 0, labelId: 1, shapes: [key(0, "red"), key(4, "blue")] });
  editor.store.load([track]);
  editor.setAppearance({ textParts: ["attributes"] });
  const on = (frame: number) => namingOf(editor, shapeOn(track, frame) as ShapeRecord);
  expect([on(2), on(5)]).toEqual([["colour: red"], ["colour: blue"]]);
});

test("a name in the middle stays on screen", () => {
  const [size, screen] = [
    { width: 60, height: 20 },
    { width: 400, height: 300 },
  ];
  const within = (left: number, top: number, right: number, bottom: number) =>
    placeWithin({ left, top, right, bottom }, size, screen);
  expect(within(100, 100, 200, 200)).toMatchObject({ left: 120, top: 140 });
  expect(within(-90, 280, 10, 400)).toMatchObject({ left: 0, top: 280 });
});

test("in flat colours nothing is seen through, whether it is selected or occluded", () => {
  const editor = editorWithCar();
  const shape = editor.scene.items()[0]?.shape as ShapeRecord;
  editor.setAppearance({ bitmap: true });
  for (const emphasis of ["normal", "selected"] as const)
    expect(styleOf(editor, { ...shape, occluded: true }, emphasis)).toMatchObject({
      fillOpacity: 1,
      dashed: false,
      flat: true,
    });
});
