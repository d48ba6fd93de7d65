import { beforeEach, expect, test, vi } from "vitest";
import { type Box, intersects } from "../core/geometry";
import { SpatialIndex } from "./spatial-index";
import { TestEditor } from "./test-editor";

let editor: TestEditor;

beforeEach(() => {
  editor = new TestEditor();
});

test("shapes are drawn by layer, then by age", () => {
  const top = editor.rectangle([0, 0, 9, 9], { zOrder: 2 });
  const [old, young] = [editor.rectangle([0, 0, 9, 9]), editor.rectangle([0, 0, 9, 9])];
  expect(editor.scene.items().map((item) => item.id)).toEqual([old.id, young.id, top.id]);
});

test("of equally near shapes the one on the upper layer is hit", () => {
  const upper = editor.rectangle([0, 0, 90, 90], { zOrder: 1 });
  const lower = editor.rectangle([0, 0, 90, 90]);
  expect(editor.objectsAt(40, 30)).toEqual([upper.id, lower.id]);
});

test("a filter hides what does not pass", () => {
  const car = editor.rectangle([0, 0, 9, 9]);
  editor.rectangle([0, 0, 9, 9], { labelId: 2 });
  editor.scene.setFilter((record) => record.labelId === 1);
  expect(editor.scene.items().map((item) => item.id)).toEqual([car.id]);
});

test("a change damages where the shape was and where it is", () => {
  const box = editor.rectangle([0, 0, 9, 9]);
  const listener = vi.fn();
  editor.scene.subscribe(listener);
  editor.commands.move([box.id], { x: 50, y: 0 });
  expect(listener).toHaveBeenCalledExactlyOnceWith([
    { left: 0, top: 0, right: 9, bottom: 9 },
    { left: 50, top: 0, right: 59, bottom: 9 },
  ]);
});

test("changes on other frames damage nothing", () => {
  const box = editor.rectangle([0, 0, 9, 9], { frame: 8 });
  const listener = vi.fn();
  editor.scene.subscribe(listener);
  editor.store.put([{ ...box, occluded: true }]);
  expect(listener).not.toHaveBeenCalled();
});

test("the spatial index finds what a plain search finds, however much moved", () => {
  const index = new SpatialIndex();
  const boxes = new Map<string, Box>();
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const place = (id: string) => {
    const [left, top] = [random(1000), random(1000)];
    const box = { left, top, right: left + random(50), bottom: top + random(50) };
    boxes.set(id, box);
    index.set(id, box);
  };
  for (let i = 0; i < 1000; i++) place(`${i}`);
  for (let round = 0; round < 30; round++) {
    for (let i = 0; i < 20; i++) place(`${random(1000)}`);
    const gone = `${random(1000)}`;
    boxes.delete(gone);
    index.set(gone, null);
    const [left, top] = [random(900), random(900)];
    const area = { left, top, right: left + 100, bottom: top + 100 };
    const expected = [...boxes].filter(([, box]) => intersects(box, area)).map(([id]) => id);
    expect(index.search(area).sort()).toEqual(expected.sort());
  }
});
