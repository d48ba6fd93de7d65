import { describe, expect, it } from "vitest";
import { type AttributeDraft, newAttribute, withKind } from "./attributes";
import { newLabel } from "./model";
import { problemInside, problemsOf } from "./problems";
import { withElement } from "./skeleton/model";

function problemOf(attribute: Partial<AttributeDraft>) {
  const one = { ...newAttribute(), name: "a", ...attribute };
  return problemsOf([{ ...newLabel("car", []), attributes: [one] }]).get(one.key);
}

const number = (...values: string[]) => ({ kind: "number" as const, values });

describe("problemsOf", () => {
  it("finds nothing wrong with sound labels", () => {
    const choices = { ...newAttribute(), name: "a", values: ["x"], defaultValue: "x" };
    const others = (["checkbox", "number", "text"] as const).map((kind) => ({
      ...withKind(newAttribute(), kind),
      name: kind,
    }));
    const label = { ...newLabel("car", []), attributes: [choices, ...others] };
    expect(problemsOf([label]).size).toBe(0);
  });

  it("points at both labels of one name", () => {
    const labels = [newLabel("car", []), newLabel(" car", []), newLabel("bus", [])];
    expect([...problemsOf(labels).keys()]).toEqual(labels.slice(0, 2).map(({ key }) => key));
  });

  it("looks into skeletons, and only while they are some", () => {
    const two = withElement(withElement(newLabel("bird", []), { x: 1, y: 2 }), { x: 3, y: 4 });
    const elements = two.elements.map((one) => ({ ...one, name: "beak" }));
    const bird = { ...newLabel("bird", []), type: "skeleton" as const, elements };
    const problems = problemsOf([bird]);
    expect(elements.map(({ key }) => problems.get(key))).toEqual(["nameTaken", "nameTaken"]);
    expect(problemInside(bird, problems)).toBe(true);
    expect(problemsOf([{ ...bird, type: "any" }]).size).toBe(0);
    const empty = { ...bird, elements: [] };
    expect(problemsOf([empty]).get(empty.key)).toBe("elementsMissing");
  });

  it("wants a name, and not too long a one", () => {
    const [none, long] = [newLabel("  ", []), newLabel("x".repeat(65), [])];
    const problems = problemsOf([none, long]);
    expect(problems.get(none.key)).toBe("nameMissing");
    expect(problems.get(long.key)).toBe("nameTooLong");
  });

  it.each([
    ["no choices", { values: [] }, "choicesMissing"],
    ["a choice twice", { values: ["a", "a"], defaultValue: "a" }, "choiceTwice"],
    ["a default that is no choice", { values: ["a"], defaultValue: "b" }, "defaultUnknown"],
    ["min above max", number("5", "1", "1"), "rangeBroken"],
    ["a step that does not fit", number("0", "1", "2"), "rangeBroken"],
    ["no number", number("a", "1", "1"), "rangeBroken"],
    ["an empty bound", number("", "1", "1"), "rangeBroken"],
    [
      "a default out of range",
      { ...number("0", "9", "1"), defaultValue: "10" },
      "defaultOutOfRange",
    ],
    ["no default", { ...number("0", "9", "1"), defaultValue: "" }, "defaultOutOfRange"],
    [
      "a checkbox with another default",
      { kind: "checkbox", defaultValue: "yes" },
      "defaultUnknown",
    ],
  ] as const)("complains of %s", (_, attribute, problem) => {
    expect(problemOf(attribute as Partial<AttributeDraft>)).toBe(problem);
  });
});
