import type { JsonLogic } from "../search";
import { type Field, needsValue } from "./fields";
import { type Group, isGroup, type Part, type Rule } from "./tree";

/** The rules as the API takes them; those that are not complete are left out. */
export function toLogic(group: Group, fields: readonly Field[]): JsonLogic | undefined {
  const parts = group.parts
    .map((part) => partLogic(part, fields))
    .filter((one): one is JsonLogic => one !== undefined);
  if (!parts.length) return undefined;
  const joined = parts.length === 1 ? (parts[0] as JsonLogic) : { [group.join]: parts };
  return group.not ? { "!": joined } : joined;
}

function partLogic(part: Part, fields: readonly Field[]): JsonLogic | undefined {
  if (isGroup(part)) return toLogic(part, fields);
  const field = fields.find(({ name }) => name === part.field);
  return field && ruleLogic(part, field);
}

function ruleLogic({ operator, value }: Rule, field: Field): JsonLogic | undefined {
  const variable = { var: field.name };
  const text = value.trim();
  if (needsValue(operator) && !text) return undefined;
  switch (operator) {
    case "is":
      return { "==": [variable, scalar(text, field)] };
    case "isNot":
      return { "!=": [variable, scalar(text, field)] };
    case "contains":
      return { in: [text, variable] };
    case "lacks":
      return { "!": { in: [text, variable] } };
    case "oneOf":
      return { in: [variable, listed(text)] };
    case "least":
      return { ">=": [variable, scalar(text, field)] };
    case "most":
      return { "<=": [variable, scalar(text, field)] };
    case "since":
      return { ">=": [variable, startOf(text)] };
    case "before":
      return { "<": [variable, startOf(text)] };
    case "set":
      return { "!=": [variable, field.blank ?? null] };
    case "unset":
      return { "==": [variable, field.blank ?? null] };
  }
}

/** The parts of a text that commas keep apart. */
export function listed(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
}

function scalar(text: string, { kind }: Field): string | number {
  return kind === "number" ? Number(text) : text;
}

/** The first moment of that day here, as the API says moments. */
function startOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}
