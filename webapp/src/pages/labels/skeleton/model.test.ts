import { describe, expect, it } from "vitest";
import type { Label } from "../../../api/types";
import {
  type ElementDraft,
  freePlace,
  type Skeleton,
  skeletonFrom,
  skeletonToWire,
  withChanged,
  withEdgeToggled,
  withElement,
  withoutElement,
} from "./model";
import { noSteps, redone, type Steps, stepped, undone } from "./steps";

const empty: Skeleton = { elements: [], edges: [] };

function triangle(): [Skeleton, ElementDraft, ElementDraft, ElementDraft] {
  let one = empty;
  for (const place of [
    { x: 10, y: 10 },
    { x: 50, y: 10 },
    { x: 30, y: 60 },
  ]) {
    one = withElement(one, place);
  }
  const [a, b, c] = one.elements as [ElementDraft, ElementDraft, ElementDraft];
  for (const [from, to] of [
    [a, b],
    [b, c],
    [c, a],
  ] as const) {
    one = withEdgeToggled(one, from.key, to.key);
  }
  return [one, a, b, c];
}

describe("a skeleton that is drawn", () => {
  it("names new elements by the first number that is free", () => {
    const [one, , second] = triangle();
    const more = withElement(withChanged(one, second.key, { name: "4" }), { x: 1, y: 1 });
    expect(more.elements.map(({ name }) => name)).toEqual(["1", "4", "3", "5"]);
  });

  it("keeps its elements on the board", () => {
    const [one, first] = triangle();
    const moved = withChanged(one, first.key, { x: -4, y: 123.456 });
    expect(moved.elements[0]).toMatchObject({ x: 0, y: 100 });
  });

  it("loses the edges of an element with the element", () => {
    const [one, first, second, third] = triangle();
    expect(withoutElement(one, first.key).edges).toEqual([[second.key, third.key]]);
  });

  it("parts two elements that are connected, whichever was named first", () => {
    const [one, first, second] = triangle();
    expect(withEdgeToggled(one, second.key, first.key).edges).toHaveLength(2);
    expect(withEdgeToggled(one, first.key, first.key)).toEqual(one);
  });

  it("finds free places for many elements", () => {
    let one = empty;
    for (let number = 0; number < 60; number += 1) {
      one = withElement(one, freePlace(one.elements));
    }
    const places = new Set(one.elements.map(({ x, y }) => `${x} ${y}`));
    expect(places.size).toBe(60);
  });
});

describe("a skeleton that is read", () => {
  it("keeps the places of elements that have another name than in the drawing", () => {
    const [drawn] = triangle();
    const { sublabels = [], svg } = skeletonToWire(drawn);
    const renamed = sublabels.map((one) => ({ ...one, name: `joint ${one.name}` }));
    const read = skeletonFrom({ svg: svg ?? "", sublabels: renamed as Label["sublabels"] });
    expect(read.elements.map(({ x, y }) => [x, y])).toEqual([
      [10, 10],
      [50, 10],
      [30, 60],
    ]);
    expect(read.edges).toHaveLength(3);
  });
});

describe("steps", () => {
  it("go back and forth", () => {
    const steps = stepped(stepped<number>(noSteps, 1, null), 2, null);
    const [two, once] = undone(steps, 3) as [number, Steps<number>];
    const [one, twice] = undone(once, two) as [number, Steps<number>];
    expect([two, one, undone(twice, one)]).toEqual([2, 1, null]);
    expect(redone(twice, one)?.[0]).toBe(2);
  });

  it("of one name that follow each other are one", () => {
    const steps = stepped(stepped<number>(noSteps, 1, "move"), 2, "move");
    expect(undone(steps, 3)?.[0]).toBe(1);
  });

  it("that were taken back are gone once something else is done", () => {
    const [one, steps] = undone(stepped<number>(noSteps, 1, null), 2) as [number, Steps<number>];
    expect(redone(stepped(steps, one, null), 5)).toBeNull();
  });
});
