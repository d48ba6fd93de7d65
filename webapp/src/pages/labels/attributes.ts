import type { LabelAttribute, LabelAttributeWrite } from "../../api/types";
import { freshKey } from "./keys";

export type AttributeKind = LabelAttribute["input_type"];

/** An attribute while it is being edited. */
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

export function newAttribute(): AttributeDraft {
  return { key: freshKey(), name: "", mutable: false, ...emptyValues("select"), kind: "select" };
}

/** The attribute as another kind; keeps what still makes sense. */
export function withKind(attribute: AttributeDraft, kind: AttributeKind): AttributeDraft {
  const hasChoices = (one: AttributeKind) => one === "select" || one === "radio";
  const keeps = hasChoices(attribute.kind) && hasChoices(kind);
  return { ...attribute, ...(keeps ? {} : emptyValues(kind)), kind };
}

export function attributesFrom(attributes: readonly LabelAttribute[] = []): AttributeDraft[] {
  return attributes.map((attribute) => ({
    key: freshKey(),
    id: attribute.id,
    name: attribute.name,
    kind: attribute.input_type,
    mutable: attribute.mutable,
    defaultValue: attribute.default_value ?? "",
    values: [...attribute.values],
  }));
}

/** The attributes as the server takes them; `before` tells which of its own are gone. */
export function attributesToWire(
  drafts: readonly AttributeDraft[],
  before: readonly LabelAttribute[] = [],
): LabelAttributeWrite[] {
  const kept = new Set(drafts.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id));
  return [...drafts.map(toWire), ...gone.map((attribute) => ({ ...attribute, deleted: true }))];
}

function toWire(draft: AttributeDraft): LabelAttributeWrite {
  return {
    ...(draft.id !== undefined && { id: draft.id }),
    name: draft.name.trim(),
    input_type: draft.kind,
    mutable: draft.mutable,
    default_value: draft.defaultValue,
    values: draft.values,
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
