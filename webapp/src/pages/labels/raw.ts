import type { Label } from "../../api/types";
import { i18next } from "../../i18n";
import { attributeKinds, draftsFrom, type LabelDraft, labelTypes, toWire } from "./model";

/** Why a text is no list of labels, and where. */
export class BadRawLabels extends Error {
  override readonly name = "BadRawLabels";
}

/** The labels as JSON people can read, edit and carry to another project. */
export function toRaw(labels: readonly LabelDraft[]): string {
  return JSON.stringify(toWire(labels), null, 2);
}

/** Labels from their JSON. Throws BadRawLabels naming the culprit. */
export function fromRaw(text: string): LabelDraft[] {
  const value = parsed(text);
  if (!Array.isArray(value)) throw bad("list");
  for (const [place, label] of value.entries()) checkLabel(label, `[${place}]`);
  return draftsFrom(value as Label[]);
}

function bad(what: string, about: Record<string, string> = {}): BadRawLabels {
  return new BadRawLabels(i18next.t(`labels:badRaw.${what}`, about));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bad("json", { reason: (error as Error).message });
  }
}

function checkLabel(label: unknown, where: string) {
  if (!isRecord(label)) throw bad("object", { where });
  checkText(label.name, `${where}.name`);
  const types: readonly unknown[] = [undefined, "skeleton", ...labelTypes];
  if (!types.includes(label.type)) throw bad("type", { where: `${where}.type` });
  if (label.color !== undefined && !/^(#[0-9a-f]{6})?$/i.test(String(label.color))) {
    throw bad("color", { where: `${where}.color` });
  }
  const attributes = label.attributes ?? [];
  if (!Array.isArray(attributes)) throw bad("listAt", { where: `${where}.attributes` });
  for (const [place, one] of attributes.entries()) {
    checkAttribute(one, `${where}.attributes[${place}]`);
  }
}

function checkAttribute(attribute: unknown, where: string) {
  if (!isRecord(attribute)) throw bad("object", { where });
  checkText(attribute.name, `${where}.name`);
  if (!attributeKinds.some((kind) => kind === attribute.input_type)) {
    throw bad("oneOf", { where: `${where}.input_type`, kinds: attributeKinds.join(", ") });
  }
  if (typeof attribute.mutable !== "boolean") {
    throw bad("truth", { where: `${where}.mutable` });
  }
  const { values } = attribute;
  if (!Array.isArray(values) || values.some((value) => typeof value !== "string")) {
    throw bad("texts", { where: `${where}.values` });
  }
}

function checkText(value: unknown, where: string) {
  if (typeof value !== "string" || !value.trim()) {
    throw bad("text", { where });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
