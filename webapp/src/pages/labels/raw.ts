import type { Label } from "../../api/types";
import { readSkeletonSvg } from "../../core/skeleton-svg";
import { i18next } from "../../i18n";
import { attributeKinds } from "./attributes";
import { draftsFrom, type LabelDraft, labelTypes, toWire } from "./model";
import { isOf } from "./skeleton/model";

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
  checkEach(label.attributes, `${where}.attributes`, checkAttribute);
  checkEach(label.sublabels, `${where}.sublabels`, checkLabel);
  if (label.type === "skeleton") checkDrawing(label, where);
}

function checkEach(list: unknown, where: string, check: (one: unknown, where: string) => void) {
  const all = list ?? [];
  if (!Array.isArray(all)) throw bad("listAt", { where });
  for (const [place, one] of all.entries()) check(one, `${where}[${place}]`);
}

/** Every element has to have its place, and only they. */
function checkDrawing(label: Record<string, unknown>, where: string) {
  const parts = (label.sublabels ?? []) as { id?: number; name: string }[];
  const { nodes } = readSkeletonSvg(typeof label.svg === "string" ? label.svg : "");
  const placed = parts.every((part) => nodes.filter((node) => isOf(node, part)).length === 1);
  const placeable = nodes.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  if (!placed || !placeable || nodes.length !== parts.length) {
    throw bad("drawing", { where: `${where}.svg` });
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
