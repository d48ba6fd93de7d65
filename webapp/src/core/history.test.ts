import { beforeEach, describe, expect, test } from "vitest";
import { History } from "./history";
import { type Change, newShape, type ShapeRecord } from "./records";
import { EntityStore } from "./store";

const shape = newShape({ type: "rectangle", frame: 7, labelId: 1, points: [0, 0, 10, 10] });

let store: EntityStore;
let history: History;

beforeEach(() => {
  store = new EntityStore();
  history = new History(store);
});

const edit = (change: Partial<ShapeRecord>) =>
  store.put([{ ...(store.get(shape.id) as ShapeRecord), ...change }]);

test("undo and redo are new changes of their own origin", () => {
  const seen: Change[] = [];
  store.subscribe((change) => seen.push(change));
  history.step("draw", 7, () => store.put([shape]));
  history.undo();
  history.redo();
  expect(seen.map((change) => change.origin)).toEqual(["user", "undo", "redo"]);
  expect(seen[1]?.diffs).toEqual([{ id: shape.id, before: shape, after: null }]);
  expect(store.get(shape.id)).toBe(shape);
});

test("undo tells what it took back and on which frame", () => {
  history.step("draw", 7, () => store.put([shape]));
  expect(history.undoable).toMatchObject({ name: "draw", frame: 7 });
  expect(history.undo()).toMatchObject({ name: "draw", frame: 7 });
  expect(history.undoable).toBeNull();
  expect(history.redoable).toMatchObject({ name: "draw" });
  expect(history.undo()).toBeNull();
});

test("all edits between two marks are one step", () => {
  history.step("draw", 7, () => store.put([shape]));
  history.mark("move");
  edit({ points: [1, 1, 11, 11] });
  edit({ points: [2, 2, 12, 12] });
  history.undo();
  expect(store.get(shape.id)).toBe(shape);
  history.redo();
  expect(store.get(shape.id)).toMatchObject({ points: [2, 2, 12, 12] });
});

test("what came and went within a step leaves no step", () => {
  history.step("nothing", null, () => {
    store.put([shape]);
    store.remove([shape.id]);
  });
  expect(history.undoable).toBeNull();
});

test("bail takes back everything since the mark and leaves no trace", () => {
  history.step("draw", 7, () => store.put([shape]));
  const mark = history.mark("drag");
  edit({ zOrder: 1 });
  history.mark("more");
  edit({ zOrder: 2 });
  history.bail(mark);
  expect(store.get(shape.id)).toBe(shape);
  expect(history.undoable?.name).toBe("draw");
  expect(history.redoable).toBeNull();
});

test("squash makes one step of several", () => {
  const mark = history.mark("draw", 7);
  store.put([shape]);
  history.mark("label");
  edit({ labelId: 2 });
  history.squash(mark);
  expect(history.undoable).toMatchObject({ name: "draw" });
  history.undo();
  expect(store.get(shape.id)).toBeUndefined();
  expect(history.undoable).toBeNull();
});

test("a step that fails is taken back and the error goes on", () => {
  expect(() =>
    history.step("broken", null, () => {
      store.put([shape]);
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(store.get(shape.id)).toBeUndefined();
  expect(history.undoable).toBeNull();
});

test("a new edit forgets what was undone", () => {
  history.step("draw", 7, () => store.put([shape]));
  history.undo();
  history.step("draw", 7, () => store.put([{ ...shape, labelId: 2 }]));
  expect(history.redoable).toBeNull();
});

test("changes of the server are not undone, and keep what was undone", () => {
  history.step("draw", 7, () => store.put([shape]));
  history.undo();
  const other = newShape({ ...shape, id: "other" });
  store.put([other], "server");
  expect(history.undoable).toBeNull();
  expect(history.redoable).not.toBeNull();
});

describe("server ids", () => {
  test("given while a step is kept survive its undo", () => {
    history.step("draw", 7, () => store.put([shape]));
    history.step("label", 7, () => edit({ labelId: 2 }));
    store.put([{ ...(store.get(shape.id) as ShapeRecord), serverId: 42 }], "server");
    history.undo();
    expect(store.get(shape.id)).toMatchObject({ labelId: 1, serverId: 42 });
  });

  test("of elements survive too", () => {
    const joint = newShape({ type: "points", frame: 7, labelId: 3, points: [1, 1] });
    const skeleton = newShape({ ...shape, type: "skeleton", points: [], elements: [joint] });
    history.step("draw", 7, () => store.put([skeleton]));
    history.step("label", 7, () => store.put([{ ...skeleton, group: 1 }]));
    const saved = { ...skeleton, group: 1, serverId: 1, elements: [{ ...joint, serverId: 2 }] };
    store.put([saved], "server");
    history.undo();
    expect(store.get(skeleton.id)).toMatchObject({ serverId: 1, elements: [{ serverId: 2 }] });
  });

  test("are forgotten when the server deleted the record, so undo creates it anew", () => {
    const saved = { ...shape, serverId: 42 };
    store.load([saved]);
    history.step("remove", 7, () => store.remove([shape.id]));
    history.forgetServerId(shape.id);
    history.undo();
    expect(store.get(shape.id)).toMatchObject({ serverId: null });
  });
});
