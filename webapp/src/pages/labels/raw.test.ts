import { describe, expect, it } from "vitest";
import { newAttribute } from "./attributes";
import { newLabel } from "./model";
import { fromRaw, toRaw } from "./raw";
import { type ElementDraft, withEdgeToggled, withElement } from "./skeleton/model";

const attribute = { ...newAttribute(), name: "parked", values: ["yes", "no"], defaultValue: "no" };

describe("raw labels", () => {
  it("come back as they went out", () => {
    const labels = [{ ...newLabel("car", []), attributes: [attribute] }, newLabel("bus", [])];
    expect(toRaw(fromRaw(toRaw(labels)))).toBe(toRaw(labels));
  });

  it("of a skeleton come back with its points and edges", () => {
    const one = withElement(withElement(newLabel("bird", []), { x: 1, y: 2 }), { x: 3, y: 4 });
    const [beak, tail] = one.elements as [ElementDraft, ElementDraft];
    const bird = { ...newLabel("bird", []), type: "skeleton" as const };
    const labels = [{ ...bird, ...withEdgeToggled(one, beak.key, tail.key) }];
    const [again] = fromRaw(toRaw(labels));
    expect(toRaw(fromRaw(toRaw(labels)))).toBe(toRaw(labels));
    expect(again?.elements.map(({ x, y }) => [x, y])).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(again?.edges).toEqual([again?.elements.map(({ key }) => key)]);
  });

  it("need a name only", () => {
    expect(fromRaw('[{"name": "car"}]')).toMatchObject([{ name: "car", type: "any" }]);
  });

  it.each([
    ["[{", "This is not JSON"],
    ['{"name": "car"}', "The outermost value has to be a list."],
    ["[1]", "[0] has to be an object."],
    ['[{"name": "a"}, {}]', "[1].name has to be a text."],
    ['[{"name": "a", "type": "star"}]', "[0].type is no type of label."],
    ['[{"name": "a", "color": "red"}]', "[0].color has to look like #1a2b3c."],
    ['[{"name": "a", "attributes": [{"name": "b"}]}]', "[0].attributes[0].input_type has to be"],
    [
      '[{"name": "a", "attributes": [{"name": "b", "input_type": "text"}]}]',
      "[0].attributes[0].mutable has to be true or false.",
    ],
    [
      '[{"name":"a","attributes":[{"name":"b","input_type":"text","mutable":true,"values":[1]}]}]',
      "[0].attributes[0].values has to be a list of texts.",
    ],
    [
      '[{"name": "a", "type": "skeleton", "sublabels": [{"name": "b"}]}]',
      "[0].svg needs one circle with a place for each sublabel",
    ],
    [
      '[{"name": "a", "type": "skeleton", "sublabels": [{"type": "points"}]}]',
      "[0].sublabels[0].name has to be a text.",
    ],
  ])("%s is refused with the place of the problem", (text, message) => {
    expect(() => fromRaw(text)).toThrow(message);
  });
});
