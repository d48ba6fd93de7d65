import { expect, test } from "vitest";
import { newShape, newTag } from "../../core/records";
import { type Arranging, arranged, type Grouping, type Order } from "./arrange";
import type { ListedObject } from "./listed";

const NAMES: Record<number, string> = { 1: "car", 2: "bus" };
const shape = (labelId: number, zOrder: number, side: number): ListedObject => {
  const points = [0, 0, side, side];
  const record = { ...newShape({ type: "rectangle", frame: 0, labelId, points }), zOrder };
  return { record, shape: record };
};
const tag: ListedObject = { record: newTag({ frame: 0, labelId: 1 }), shape: null };
const objects = [shape(1, 0, 10), shape(2, 3, 30), shape(1, 3, 20), tag];

function lines(order: Order, grouping: Grouping = "none", folded: string[] = []): unknown[] {
  const by: Arranging = {
    order,
    grouping,
    folded: new Set(folded),
    numberOf: (id) => objects.findIndex(({ record }) => record.id === id) + 1,
    labelName: (id) => NAMES[id] ?? "",
    sizeOf: ({ shape }) => (shape ? (shape.points[2] as number) ** 2 : 0),
  };
  return arranged(objects, by).map((line) =>
    line.kind === "group" ? `${line.name} ${line.count}` : by.numberOf(line.key),
  );
}

test("objects come by number, age, label, layer or size", () => {
  expect(lines("number")).toEqual([1, 2, 3, 4]);
  expect(lines("newest")).toEqual([4, 3, 2, 1]);
  expect(lines("label")).toEqual([2, 1, 3, 4]);
  expect(lines("layer")).toEqual([2, 3, 1, 4]);
  expect(lines("size")).toEqual([2, 3, 1, 4]);
});

test("groups have a head each, and keep the order within", () => {
  expect(lines("size", "label")).toEqual(["bus 1", 2, "car 3", 3, 1, 4]);
  expect(lines("number", "type")).toEqual(["rectangle 3", 1, 2, 3, "tag 1", 4]);
  expect(lines("number", "layer")).toEqual(["3 2", 2, 3, "0 1", 1, " 1", 4]);
});

test("of a folded group only the head is listed", () => {
  expect(lines("number", "label", ["label car"])).toEqual(["bus 1", 2, "car 3"]);
});

test("the upper layer comes first, those below zero after the others", () => {
  const layers = [-12, 0, 9, 10, -2].map((layer) => shape(1, layer, 10));
  const by = { order: "number", grouping: "layer", folded: new Set<string>() } as const;
  const names = { numberOf: () => 0, labelName: () => "", sizeOf: () => 0 };
  const heads = arranged(layers, { ...by, ...names }).filter(({ kind }) => kind === "group");
  expect(heads).toMatchObject(["10", "9", "0", "-2", "-12"].map((name) => ({ name })));
});
