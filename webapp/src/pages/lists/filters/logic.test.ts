import { describe, expect, it } from "vitest";
import type { JsonLogic } from "../search";
import type { Field, Operator } from "./fields";
import { fromLogic } from "./from-logic";
import { toLogic } from "./to-logic";
import { countRules, newGroup, newRule, type Rule, withField } from "./tree";

const fields: readonly Field[] = [
  { name: "name", label: "Name", kind: "text" },
  { name: "id", label: "Number", kind: "number" },
  { name: "assignee", label: "Assignee", kind: "person", blank: null },
  { name: "subset", label: "Subset", kind: "text", blank: "" },
  { name: "state", label: "State", kind: "choice" },
  { name: "updated_date", label: "Changed", kind: "date" },
];

const rule = (field: string, operator: Operator, value = ""): Rule => ({
  key: `${field} ${operator}`,
  field,
  operator,
  value,
});
const name = { var: "name" };

describe("toLogic", () => {
  it.each<[Rule, JsonLogic]>([
    [rule("name", "contains", " car "), { in: ["car", name] }],
    [rule("name", "lacks", "car"), { "!": { in: ["car", name] } }],
    [rule("id", "least", "7"), { ">=": [{ var: "id" }, 7] }],
    [rule("assignee", "unset"), { "==": [{ var: "assignee" }, null] }],
    [rule("subset", "set"), { "!=": [{ var: "subset" }, ""] }],
    [rule("state", "oneOf", "new, rejected"), { in: [{ var: "state" }, ["new", "rejected"]] }],
  ])("says %o", (one, logic) => {
    expect(toLogic(newGroup([one]), fields)).toEqual(logic);
  });

  it("leaves out what is not complete, and groups of nothing", () => {
    const group = newGroup([rule("name", "is"), newGroup(), rule("name", "is", "a")]);
    expect(toLogic(group, fields)).toEqual({ "==": [name, "a"] });
    expect(toLogic(newGroup([rule("name", "is")]), fields)).toBeUndefined();
  });
});

describe("fromLogic", () => {
  it("reads back whatever can be built, at every depth", () => {
    const inner = newGroup([
      rule("state", "is", "new"),
      rule("updated_date", "since", "2026-03-29"),
    ]);
    const group = newGroup([
      rule("name", "lacks", "x"),
      { ...inner, join: "or", not: true },
      rule("assignee", "set"),
      rule("updated_date", "before", "2026-10-25"),
    ]);
    const logic = toLogic(group, fields) as JsonLogic;
    const again = fromLogic(logic, fields);
    expect(again && toLogic(again, fields)).toEqual(logic);
    expect(again && countRules(again)).toBe(5);
  });

  it("puts a single rule into a group, so that more can be added", () => {
    const group = fromLogic({ "==": [name, "a"] }, fields);
    expect(group?.parts).toMatchObject([{ field: "name", operator: "is", value: "a" }]);
  });

  it.each<[string, JsonLogic]>([
    ["a term that is not known", { "==": [{ var: "colour" }, "red"] }],
    ["a comparison without words", { "<=": [1, { var: "id" }, 5] }],
    ["a comparison this field does not have", { ">=": [name, "b"] }],
    ["something that is no rule", { and: "everything" }],
  ])("has no words for %s", (_, logic) => {
    expect(fromLogic(logic, fields)).toBeNull();
  });
});

describe("withField", () => {
  it("keeps the comparison where it still makes sense", () => {
    const [text, , person] = fields as [Field, Field, Field];
    expect(withField({ ...newRule(text), operator: "is", value: "a" }, person)).toMatchObject({
      field: "assignee",
      operator: "is",
      value: "",
    });
    expect(withField(newRule(text), person).operator).toBe("is");
  });
});
