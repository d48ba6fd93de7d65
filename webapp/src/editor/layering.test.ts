import { beforeEach, expect, test } from "vitest";
import type { ShapeRecord } from "../core/records";
import { TestEditor } from "./test-editor";

let editor: TestEditor;
let [low, middle, high]: ShapeRecord[] = [];

beforeEach(() => {
  editor = new TestEditor();
  [low, middle, high] = [0, 1, 5].map((zOrder) => editor.rectangle([0, 0, 20, 20], { zOrder }));
});

const layers = () => [low, middle, high].map((shape) => layerOf(shape));
const layerOf = (shape: ShapeRecord | undefined) =>
  editor.drawn().find(({ id }) => id === shape?.id)?.zOrder;

test("an object goes into a layer of its own between two, in one step", () => {
  editor.operations.layAbove([high?.id ?? ""], 0);
  expect(layers()).toEqual([0, 2, 1]);
  editor.undo();
  expect(layers()).toEqual([0, 1, 5]);
});

test("where a number is free between two layers the others stay", () => {
  editor.operations.layAbove([low?.id ?? ""], 1);
  expect(layers()).toEqual([2, 1, 5]);
});

test("layers are counted anew without gaps", () => {
  editor.operations.compactLayers();
  expect(layers()).toEqual([0, 1, 2]);
});

test("nothing is relayered while an object that would have to move is locked, and that is told", () => {
  const told: string[] = [];
  editor.operations.told.subscribe(({ key }) => told.push(key));
  editor.flags.set("locked", [high?.id ?? ""], true);
  editor.operations.compactLayers();
  expect(layers()).toEqual([0, 1, 5]);
  expect(told).toEqual(["editor:told.layers.locked"]);
});

test("layers above the uppermost that is shown are neither drawn nor hit", () => {
  editor.scene.showUpTo(1);
  expect(editor.scene.items().map(({ id }) => id)).toEqual([low?.id, middle?.id]);
  expect(editor.objectsAt(20, 10)).not.toContain(high?.id);
  editor.scene.showUpTo(Infinity);
  expect(editor.scene.items()).toHaveLength(3);
});
