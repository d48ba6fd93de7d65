import { beforeEach, describe, expect, test, vi } from "vitest";
import { newShape, newTag, newTrack, type ShapeRecord } from "./records";
import { EntityStore } from "./store";

const rectangle = (frame: number, given: Partial<ShapeRecord> = {}) =>
  newShape({ type: "rectangle", frame, labelId: 1, points: [0, 0, 10, 10], ...given });

let store: EntityStore;

beforeEach(() => {
  store = new EntityStore();
});

test("a frame holds its shapes and tags and the tracks begun by then", () => {
  const keyframe = { ...rectangle(2), frame: 2, serverId: null };
  const track = newTrack({ frame: 2, labelId: 1, shapes: [keyframe] });
  const [shape, tag] = [rectangle(3), newTag({ frame: 3, labelId: 2 })];
  store.put([shape, tag, track], "load");
  expect(store.onFrame(3)).toEqual([shape, tag, track]);
  expect(store.onFrame(2)).toEqual([track]);
  expect(store.onFrame(1)).toEqual([]);
});

test("a frame's array stays the same until the frame changes", () => {
  const [here, there] = [rectangle(0), rectangle(1)];
  store.put([here, there]);
  const before = store.onFrame(0);
  store.put([{ ...there, occluded: true }]);
  expect(store.onFrame(0)).toBe(before);
  store.put([{ ...here, occluded: true }]);
  expect(store.onFrame(0)).not.toBe(before);
});

test("a record moved to another frame leaves the old one", () => {
  const shape = rectangle(0);
  store.put([shape]);
  store.put([{ ...shape, frame: 4 }]);
  expect(store.onFrame(0)).toEqual([]);
  expect(store.onFrame(4)).toHaveLength(1);
});

test("records keep their number and place when they come back", () => {
  const [first, second] = [rectangle(0), rectangle(0)];
  store.put([first, second]);
  store.remove([first.id]);
  store.put([first]);
  expect(store.all()).toEqual([first, second]);
  expect(store.numberOf(first.id)).toBe(1);
});

describe("listeners", () => {
  test("get what really changed", () => {
    const shape = rectangle(0);
    store.put([shape]);
    const listener = vi.fn();
    store.subscribe(listener);
    const edited = { ...shape, occluded: true };
    const stale = { ...shape, zOrder: 5 };
    store.apply({ diffs: [{ id: shape.id, before: stale, after: edited }], origin: "user" });
    expect(listener).toHaveBeenCalledWith({
      diffs: [{ id: shape.id, before: shape, after: edited }],
      origin: "user",
    });
  });

  test("hear nothing of changes that change nothing", () => {
    const shape = rectangle(0);
    store.put([shape]);
    const listener = vi.fn();
    store.subscribe(listener);
    store.put([shape]);
    store.remove(["unknown"]);
    expect(listener).not.toHaveBeenCalled();
  });

  test("of one record hear only of that one, and nothing once gone", () => {
    const [shape, other] = [rectangle(0), rectangle(0)];
    store.put([shape, other]);
    const listener = vi.fn();
    const stop = store.subscribeRecord(shape.id, listener);
    store.remove([other.id]);
    expect(listener).not.toHaveBeenCalled();
    store.remove([shape.id]);
    expect(listener).toHaveBeenCalledExactlyOnceWith({
      id: shape.id,
      before: shape,
      after: null,
    });
    stop();
    store.put([shape]);
    expect(listener).toHaveBeenCalledTimes(1);
  });
});

test("loading replaces everything in one change", () => {
  const [old, fresh] = [rectangle(0), rectangle(1)];
  store.put([old]);
  const listener = vi.fn();
  store.subscribe(listener);
  store.load([fresh]);
  expect(store.all()).toEqual([fresh]);
  expect(listener).toHaveBeenCalledTimes(1);
});

test("a diff that carries another record is refused", () => {
  const shape = rectangle(0);
  expect(() =>
    store.apply({ diffs: [{ id: "other", before: null, after: shape }], origin: "user" }),
  ).toThrow(/other carries the record/);
});
