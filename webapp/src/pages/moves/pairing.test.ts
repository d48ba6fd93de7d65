import { describe, expect, it } from "vitest";
import type { Label, LabelType } from "../../api/types";
import { mappingOf, pairsOf } from "./pairing";

function label(name: string, type: LabelType = "any", elements: readonly Label[] = []): Label {
  return { name, type, sublabels: elements } as unknown as Label;
}

describe("pairsOf", () => {
  it("pairs namesakes, and leaves open what has none until it is chosen", () => {
    const here = [label("car"), label("van")];
    const there = [label("car"), label("truck")];
    expect(pairsOf(here, there, {}).map(({ becomes }) => becomes)).toEqual(["car", null]);
    const chosen = pairsOf(here, there, { van: "truck" });
    expect(chosen.map(({ becomes }) => becomes)).toEqual(["car", "truck"]);
    expect(mappingOf(chosen)).toEqual({ van: "truck" });
  });

  it("offers only what can hold what was drawn", () => {
    const there = [label("box", "rectangle"), label("area", "polygon"), label("all")];
    const [pair] = pairsOf([label("car", "rectangle")], there, {});
    expect(pair?.fits.map(({ name }) => name)).toEqual(["box", "all"]);
  });

  it("does not pair a namesake of another type, nor a skeleton of other elements", () => {
    const person = (...elements: string[]) =>
      label(
        "person",
        "skeleton",
        elements.map((name) => label(name, "points")),
      );
    expect(pairsOf([label("a", "mask")], [label("a", "points")], {})[0]?.becomes).toBeNull();
    expect(pairsOf([person("head")], [person("foot")], {})[0]?.fits).toEqual([]);
    expect(pairsOf([person("b", "a")], [person("a", "b")], {})[0]?.becomes).toBe("person");
  });

  it("forgets a choice that the project does not have", () => {
    expect(pairsOf([label("van")], [label("car")], { van: "truck" })[0]?.becomes).toBeNull();
  });
});
