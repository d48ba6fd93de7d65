import { describe, expect, it } from "vitest";
import type { Label } from "../../api/types";
import { readSkeletonSvg } from "../../core/skeleton-svg";
import { labelHues } from "../../ui/tokens";
import { newAttribute, withKind } from "./attributes";
import { adopted, draftsFrom, idsIn, type LabelDraft, newLabel, toWire } from "./model";

const car = {
  id: 7,
  name: "car",
  color: "#cc141f",
  type: "rectangle",
  attributes: [
    {
      id: 70,
      name: "parked",
      mutable: true,
      input_type: "checkbox",
      default_value: "false",
      values: ["false"],
    },
  ],
  sublabels: [],
} as unknown as Label;

const skeleton = {
  id: 8,
  name: "person",
  color: "#00c2ff",
  type: "skeleton",
  attributes: [],
  svg:
    '<line data-node-from="1" data-node-to="2"/>' +
    '<circle cx="10" cy="20.5" data-node-id="1" data-label-id="81"/>' +
    '<circle cx="30" cy="40" data-node-id="2" data-label-id="82"/>',
  sublabels: [
    { id: 81, name: "head", color: "#cc141f", type: "points", attributes: [] },
    { id: 82, name: "hip", color: "#00c2ff", type: "points", attributes: [] },
  ],
} as unknown as Label;

describe("toWire", () => {
  it("gives unchanged labels back as they came", () => {
    const [label] = toWire(draftsFrom([car]), [car]);
    expect(label).toEqual({
      id: 7,
      name: "car",
      color: "#cc141f",
      type: "rectangle",
      attributes: car.attributes,
    });
  });

  it("says which labels are gone", () => {
    expect(toWire([], [car])).toEqual([{ id: 7, deleted: true }]);
  });

  it("says which attributes are gone", () => {
    const drafts = draftsFrom([car]).map((draft) => ({ ...draft, attributes: [] }));
    expect(toWire(drafts, [car])[0]?.attributes).toEqual([
      expect.objectContaining({ id: 70, deleted: true }),
    ]);
  });

  it("sends new labels without an id, and trims names", () => {
    const [label] = toWire([newLabel(" dog ", [])]);
    expect(label).toEqual({ name: "dog", color: labelHues[0], type: "any", attributes: [] });
  });

  it("carries a skeleton's parts and drawing through", () => {
    const [label] = toWire(draftsFrom([skeleton]), [skeleton]);
    expect(label).toMatchObject({ sublabels: skeleton.sublabels });
    const drawn = readSkeletonSvg(label?.svg as string);
    expect(drawn.nodes).toEqual([
      { number: "1", labelName: "head", x: 10, y: 20.5 },
      { number: "2", labelName: "hip", x: 30, y: 40 },
    ]);
    expect(drawn.edges).toEqual([["1", "2"]]);
  });
});

describe("newLabel", () => {
  it("takes a colour that is not used yet", () => {
    const labels: LabelDraft[] = [];
    for (let n = 0; n < labelHues.length; n += 1) labels.push(newLabel(`label ${n}`, labels));
    expect(new Set(labels.map(({ color }) => color)).size).toBe(labelHues.length);
  });

  it("begins again with the least used when all are", () => {
    const labels: LabelDraft[] = [];
    for (let n = 0; n < labelHues.length + 1; n += 1) labels.push(newLabel(`label ${n}`, labels));
    expect(labels.at(-1)?.color).toBe(labelHues[0]);
  });
});

describe("withKind", () => {
  it("keeps the choices between select and radio", () => {
    const select = { ...newAttribute(), values: ["a", "b"], defaultValue: "b" };
    expect(withKind(select, "radio")).toMatchObject({ values: ["a", "b"], defaultValue: "b" });
  });

  it.each([
    ["number", ["0", "100", "1"], "0"],
    ["checkbox", ["false"], "false"],
    ["text", [""], ""],
  ] as const)("gives %s values of its own", (kind, values, defaultValue) => {
    const select = { ...newAttribute(), values: ["a"], defaultValue: "a" };
    expect(withKind(select, kind)).toMatchObject({ kind, values, defaultValue });
  });
});

describe("adopted", () => {
  it("makes labels of another project new ones, and knows its own", () => {
    const drafts = draftsFrom([car, { ...car, id: 99, name: "bus" }]);
    const [own, foreign] = adopted(drafts, new Set([7, 70]));
    expect(own?.id).toBe(7);
    expect(own?.attributes[0]?.id).toBe(70);
    expect(foreign?.id).toBeUndefined();
  });

  it("makes a skeleton of another project new with all its elements", () => {
    const [foreign] = adopted(draftsFrom([skeleton]), new Set());
    expect(foreign?.elements.map(({ id }) => id)).toEqual([undefined, undefined]);
    expect(toWire([foreign as LabelDraft])[0]).not.toHaveProperty("sublabels.0.id");
  });

  it("finds the ids of labels and attributes", () => {
    expect(idsIn([...draftsFrom([car]), newLabel("dog", [])])).toEqual(new Set([7, 70]));
  });
});
