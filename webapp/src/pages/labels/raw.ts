import type { Label } from "../../api/types";
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
  if (!Array.isArray(value)) throw new BadRawLabels("The outermost value has to be a list.");
  for (const [place, label] of value.entries()) checkLabel(label, `[${place}]`);
  return draftsFrom(value as Label[]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadRawLabels(`This is not JSON: ${(error as Error).message}`);
  }
}

function checkLabel(label: unknown, where: string) {
  if (!isRecord(label)) throw new BadRawLabels(`${where} has to be an object.`);
  checkText(label.name, `${where}.name`);
  const types: readonly unknown[] = [undefined, "skeleton", ...labelTypes];
  if (!types.includes(label.type)) throw new BadRawLabels(`${where}.type is no type of label.`);
  if (label.color !== undefined && !/^(#[0-9a-f]{6})?$/i.test(String(label.color))) {
    throw new BadRawLabels(`${where}.color has to look like #1a2b3c.`);
  }
  const attributes = label.attributes ?? [];
  if (!Array.isArray(attributes)) throw new BadRawLabels(`${where}.attributes has to be a list.`);
  for (const [place, one] of attributes.entries()) {
    checkAttribute(one, `${where}.attributes[${place}]`);
  }
}

function checkAttribute(attribute: unknown, where: string) {
  if (!isRecord(attribute)) throw new BadRawLabels(`${where} has to be an object.`);
  checkText(attribute.name, `${where}.name`);
  if (!attributeKinds.some((kind) => kind === attribute.input_type)) {
    throw new BadRawLabels(`${where}.input_type has to be one of ${attributeKinds.join(", ")}.`);
  }
  if (typeof attribute.mutable !== "boolean") {
    throw new BadRawLabels(`${where}.mutable has to be true or false.`);
  }
  const { values } = attribute;
  if (!Array.isArray(values) || values.some((value) => typeof value !== "string")) {
    throw new BadRawLabels(`${where}.values has to be a list of texts.`);
  }
}

function checkText(value: unknown, where: string) {
  if (typeof value !== "string" || !value.trim()) {
    throw new BadRawLabels(`${where} has to be a text.`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
