import type {
  Label,
  LabelAttribute,
  LabelAttributeWrite,
  LabelType,
  LabelWrite,
} from "../../api/types";
import { labelHues } from "../../ui/tokens";

/** A label while it is being edited. `key` is stable on this client, also before it has an id. */
export interface LabelDraft {
  key: string;
  id?: number;
  name: string;
  color: string;
  type: LabelType;
  attributes: AttributeDraft[];
  /** The parts of a skeleton and its drawing, carried through as they are. */
  sublabels: Label["sublabels"];
  svg?: string;
}

export type AttributeKind = LabelAttribute["input_type"];

export interface AttributeDraft {
  key: string;
  id?: number;
  name: string;
  kind: AttributeKind;
  mutable: boolean;
  defaultValue: string;
  /** The choices; for numbers least, greatest and step. */
  values: string[];
}

export const attributeKinds: readonly AttributeKind[] = [
  "select",
  "radio",
  "checkbox",
  "number",
  "text",
];

/** Types a label can be limited to; skeletons come from the raw view only. */
export const labelTypes: readonly LabelType[] = [
  "any",
  "rectangle",
  "polygon",
  "polyline",
  "points",
  "ellipse",
  "cuboid",
  "mask",
  "tag",
];

/** Drafts of labels that exist, on this server or as JSON from another. */
export function draftsFrom(labels: readonly Label[]): LabelDraft[] {
  return labels.map((label) => ({
    key: freshKey(),
    id: label.id,
    name: label.name,
    color: label.color ?? "",
    type: label.type ?? "any",
    attributes: (label.attributes ?? []).map(attributeFrom),
    sublabels: label.sublabels,
    svg: label.svg,
  }));
}

/** The drafts without ids that are not in `known`: labels of another place become new ones here. */
export function adopted(drafts: readonly LabelDraft[], known: ReadonlySet<number>): LabelDraft[] {
  const own = <T extends { id?: number }>(one: T): T =>
    one.id !== undefined && known.has(one.id) ? one : { ...one, id: undefined };
  return drafts.map((draft) => ({ ...own(draft), attributes: draft.attributes.map(own) }));
}

/** Ids of all labels and attributes among the drafts. */
export function idsIn(drafts: readonly LabelDraft[]): Set<number> {
  const ids = drafts.flatMap(({ id, attributes }) => [id, ...attributes.map((one) => one.id)]);
  return new Set(ids.filter((id) => id !== undefined));
}

/** A new label in the offered colour that is used least so far. */
export function newLabel(name: string, others: readonly LabelDraft[]): LabelDraft {
  return {
    key: freshKey(),
    name,
    color: nextHue(others),
    type: "any",
    attributes: [],
    sublabels: [],
  };
}

export function newAttribute(): AttributeDraft {
  return { key: freshKey(), name: "", mutable: false, ...emptyValues("select"), kind: "select" };
}

/** The attribute as another kind; keeps what still makes sense. */
export function withKind(attribute: AttributeDraft, kind: AttributeKind): AttributeDraft {
  const hasChoices = (one: AttributeKind) => one === "select" || one === "radio";
  const keeps = hasChoices(attribute.kind) && hasChoices(kind);
  return { ...attribute, ...(keeps ? {} : emptyValues(kind)), kind };
}

/** The labels as the server takes them; `before` tells which of its labels are gone. */
export function toWire(drafts: readonly LabelDraft[], before: readonly Label[] = []): LabelWrite[] {
  const kept = new Set(drafts.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id)).map(({ id }) => ({ id, deleted: true }));
  const wasAt = new Map<number | undefined, Label>(before.map((label) => [label.id, label]));
  const written = drafts.map((draft) => labelToWire(draft, wasAt.get(draft.id)));
  return [...written, ...gone];
}

function labelToWire(draft: LabelDraft, before: Label | undefined): LabelWrite {
  const kept = new Set(draft.attributes.map(({ id }) => id));
  const gone = (before?.attributes ?? [])
    .filter(({ id }) => !kept.has(id))
    .map((attribute) => ({ ...attribute, deleted: true }));
  return {
    ...(draft.id !== undefined && { id: draft.id }),
    name: draft.name.trim(),
    color: draft.color,
    type: draft.type,
    attributes: [...draft.attributes.map(attributeToWire), ...gone],
    ...(draft.type === "skeleton" && { sublabels: draft.sublabels, svg: draft.svg }),
  };
}

function attributeToWire(draft: AttributeDraft): LabelAttributeWrite {
  return {
    ...(draft.id !== undefined && { id: draft.id }),
    name: draft.name.trim(),
    input_type: draft.kind,
    mutable: draft.mutable,
    default_value: draft.defaultValue,
    values: draft.values,
  };
}

function attributeFrom(attribute: LabelAttribute): AttributeDraft {
  return {
    key: freshKey(),
    id: attribute.id,
    name: attribute.name,
    kind: attribute.input_type,
    mutable: attribute.mutable,
    defaultValue: attribute.default_value ?? "",
    values: [...attribute.values],
  };
}

function emptyValues(kind: AttributeKind): Pick<AttributeDraft, "values" | "defaultValue"> {
  switch (kind) {
    case "checkbox":
      return { values: ["false"], defaultValue: "false" };
    case "number":
      return { values: ["0", "100", "1"], defaultValue: "0" };
    case "text":
      return { values: [""], defaultValue: "" };
    default:
      return { values: [], defaultValue: "" };
  }
}

function nextHue(others: readonly LabelDraft[]): string {
  const uses = (hue: string) => others.filter(({ color }) => color.toLowerCase() === hue).length;
  const fewest = Math.min(...labelHues.map(uses));
  return labelHues.find((hue) => uses(hue) === fewest) as string;
}

let keys = 0;

function freshKey(): string {
  keys += 1;
  return `draft-${keys}`;
}
