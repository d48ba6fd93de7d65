import { type Field, type Operator, operatorsOf } from "./fields";

/** One comparison, perhaps not complete yet. Several values are apart by commas, days are ISO. */
export interface Rule {
  readonly key: string;
  readonly field: string;
  readonly operator: Operator;
  readonly value: string;
}

/** Rules of which all, or any, have to hold; or of which that must not be so. */
export interface Group {
  readonly key: string;
  readonly join: "and" | "or";
  readonly not: boolean;
  readonly parts: readonly Part[];
}

export type Part = Rule | Group;

export function isGroup(part: Part): part is Group {
  return "parts" in part;
}

export function newGroup(parts: readonly Part[] = [], join: Group["join"] = "and"): Group {
  return { key: freshKey(), join, not: false, parts };
}

/** A rule about the field, compared the usual way with nothing yet. */
export function newRule(field: Field): Rule {
  return {
    key: freshKey(),
    field: field.name,
    operator: operatorsOf(field)[0] as Operator,
    value: "",
  };
}

/** The rule about another field; keeps how it compares where that still makes sense. */
export function withField(rule: Rule, field: Field): Rule {
  const known = operatorsOf(field);
  const operator = known.includes(rule.operator) ? rule.operator : (known[0] as Operator);
  return { ...rule, field: field.name, operator, value: "" };
}

/** The group with one of its own parts put in place of that of the same key. */
export function withPart(group: Group, part: Part): Group {
  return { ...group, parts: group.parts.map((one) => (one.key === part.key ? part : one)) };
}

/** The group without one of its own parts. */
export function withoutPart(group: Group, key: string): Group {
  return { ...group, parts: group.parts.filter((one) => one.key !== key) };
}

/** How many comparisons there are, at every depth. */
export function countRules(group: Group): number {
  return group.parts.reduce((sum, part) => sum + (isGroup(part) ? countRules(part) : 1), 0);
}

let keys = 0;

export function freshKey(): string {
  keys += 1;
  return `part-${keys}`;
}
