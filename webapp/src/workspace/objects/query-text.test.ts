import { expect, test } from "vitest";
import { type Clause, readClauses, writeClauses } from "./query-text";

const term = (name: string, sign: Clause["terms"][number]["sign"], value: string) => ({
  name,
  sign,
  value,
});

test("what is typed comes apart into clauses of terms", () => {
  expect(readClauses('car -is=occluded|width<=10 #7 colour!:"dark red"')).toEqual([
    { not: false, terms: [term("", ":", "car")] },
    { not: true, terms: [term("is", "=", "occluded"), term("width", "<=", "10")] },
    { not: false, terms: [term("id", "=", "7")] },
    { not: false, terms: [term("colour", "!:", "dark red")] },
  ]);
});

test.each<[string, string]>([
  ["spaces", "dark red"],
  ["a comparison", "a=b"],
  ["alternatives", "a|b"],
  ["a negation", "-5"],
  ["a number", "#12"],
  ["nothing", ""],
])("a text that looks like %s is written so that it reads as itself", (_, text) => {
  const clauses: Clause[] = [
    { not: true, terms: [term("", ":", text), term("label", "=", text)] },
    { not: false, terms: [term(`size ${text}`, ">", text)] },
  ];
  expect(readClauses(writeClauses(clauses))).toEqual(clauses);
});

test("what was typed is written as it was where nothing of it was changed", () => {
  for (const text of ["car", "-occluded", "width>100 height<=-4.5", 'label="red car"|is=tag'])
    expect(writeClauses(readClauses(text))).toBe(text);
});
