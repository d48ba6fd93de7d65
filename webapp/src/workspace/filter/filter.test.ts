import { expect, test } from "vitest";
import type { Label } from "../../api/types";
import { draftOf, newClause, queryOf, withoutTerm } from "./draft";
import { type FilterField, fieldOf, filterFields, withField } from "./fields";

const attribute = (name: string, input_type: string, values: string[] = []) => ({
  ...{ name, input_type, values, mutable: false },
});
const labels = [
  { name: "car", attributes: [attribute("Colour", "select", ["red", "blue"])] },
  {
    name: "bus",
    attributes: [
      attribute("colour", "select", ["blue", "grey"]),
      attribute("seats", "number", ["1", "90", "1"]),
      attribute("sold", "checkbox", ["false"]),
      attribute("plate", "text"),
    ],
  },
] as unknown as Label[];
const fields = filterFields(labels);
const named = (name: string) => fields.find((each) => each.name === name) as FilterField;

test("attributes of one name are one field with the values of all", () => {
  expect(named("colour")).toMatchObject({ kind: "choice", choices: ["red", "blue", "grey"] });
  expect(named("seats").kind).toBe("number");
  expect(named("sold").choices).toEqual(["true", "false"]);
  expect(named("plate").kind).toBe("text");
});

test("a query is taken apart, changed and written again", () => {
  const [clause] = draftOf("label=car|label=bus");
  if (!clause) throw new Error("nothing was read");
  const area = { ...newClause(named("area")), not: true };
  const full = { ...area, terms: area.terms.map((term) => ({ ...term, value: "100" })) };
  expect(queryOf([clause, full])).toBe("label=car|label=bus -area=100");
  const [car] = clause.terms;
  expect(queryOf(withoutTerm([clause, full], car?.key ?? 0))).toBe("label=bus -area=100");
});

test("what has nothing to compare with is not asked for yet", () => {
  expect(queryOf([newClause(named("width")), ...draftOf("car")])).toBe("car");
});

test("a name that no label has is kept as it was typed", () => {
  const [term] = draftOf("shade=dark").flatMap(({ terms }) => terms);
  expect(term && fieldOf(term, fields)).toMatchObject({ name: "shade", kind: "text" });
});

test("a term about another field is compared in a way that field knows", () => {
  const term = { name: "width", sign: ">=" as const, value: "10" };
  expect(withField(term, named("height"))).toEqual({ name: "height", sign: ">=", value: "" });
  expect(withField(term, named("label")).sign).toBe("=");
});
