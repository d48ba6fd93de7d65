import type { JsonLogic } from "../search";
import { type Field, type Operator, operatorsOf } from "./fields";
import { freshKey, type Group, newGroup, type Part, type Rule } from "./tree";

/**
 * The rules of a filter, to be changed one by one.
 *
 * null for what the builder has no words for: a term it does not know, or a comparison.
 */
export function fromLogic(logic: JsonLogic, fields: readonly Field[]): Group | null {
  const part = partFrom(logic, fields);
  if (!part) return null;
  return "parts" in part ? part : newGroup([part]);
}

function partFrom(logic: unknown, fields: readonly Field[]): Part | null {
  const [operator, told] = only(logic);
  if (operator === "and" || operator === "or") return joined(operator, told, fields);
  if (operator === "!") return negated(Array.isArray(told) ? told[0] : told, fields);
  return ruleFrom(operator, told, fields);
}

function joined(join: Group["join"], told: unknown, fields: readonly Field[]): Group | null {
  if (!Array.isArray(told)) return null;
  const parts = told.map((one) => partFrom(one, fields));
  return parts.every((one) => one !== null) ? newGroup(parts, join) : null;
}

function negated(told: unknown, fields: readonly Field[]): Part | null {
  const part = partFrom(told, fields);
  if (!part) return null;
  if ("parts" in part) return part.not ? null : { ...part, not: true };
  if (part.operator === "contains") return { ...part, operator: "lacks" };
  return { ...newGroup([part]), not: true };
}

function ruleFrom(operator: string, told: unknown, fields: readonly Field[]): Rule | null {
  if (!Array.isArray(told) || told.length !== 2) return null;
  const [left, right] = told as [unknown, unknown];
  const within = operator === "in" && typeof left === "string";
  const name = variable(within ? right : left);
  const field = fields.find((one) => one.name === name);
  if (!field) return null;
  const found = within ? said("contains", left) : compared(operator, right, field);
  return found && operatorsOf(field).includes(found.operator)
    ? { key: freshKey(), field: field.name, ...found }
    : null;
}

type Found = Pick<Rule, "operator" | "value">;

function compared(operator: string, value: unknown, field: Field): Found | null {
  const blank = field.blank !== undefined && value === field.blank;
  switch (operator) {
    case "==":
      return blank ? said("unset", "") : said("is", value);
    case "!=":
      return blank ? said("set", "") : said("isNot", value);
    case ">=":
      return field.kind === "date" ? day("since", value) : said("least", value);
    case "<=":
      return said("most", value);
    case "<":
      return field.kind === "date" ? day("before", value) : null;
    case "in":
      return Array.isArray(value) && value.every(isPlain)
        ? { operator: "oneOf", value: value.join(", ") }
        : null;
    default:
      return null;
  }
}

function said(operator: Operator, value: unknown): Found | null {
  return isPlain(value) ? { operator, value: String(value) } : null;
}

/** The day here of a moment that is the first of a day here. */
function day(operator: Operator, value: unknown): Found | null {
  const moment = new Date(String(value));
  if (Number.isNaN(moment.getTime())) return null;
  const two = (number: number) => String(number).padStart(2, "0");
  const date = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())];
  return { operator, value: date.join("-") };
}

function isPlain(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function variable(told: unknown): string | null {
  const [operator, name] = only(told);
  return operator === "var" && typeof name === "string" ? name : null;
}

function only(told: unknown): [operator: string, arguments_: unknown] {
  const entries = typeof told === "object" && told !== null ? Object.entries(told) : [];
  return entries.length === 1 ? (entries[0] as [string, unknown]) : ["", undefined];
}
