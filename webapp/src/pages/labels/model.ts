import type { Label, LabelType, LabelWrite } from "../../api/types";
import { type AttributeDraft, attributesFrom, attributesToWire } from "./attributes";
import { nextHue } from "./hues";
import { freshKey } from "./keys";
import { type NamedDraft, type Skeleton, skeletonFrom, skeletonToWire } from "./skeleton/model";

/** A label while it is being edited. */
export interface LabelDraft extends NamedDraft, Skeleton {}

/** Types a label can be limited to; a skeleton is one from its beginning or never. */
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

/** What this label can be drawn as: one that exists never becomes a skeleton, nor stops being one. */
export function typesFor({ id, type }: LabelDraft): readonly LabelType[] {
  if (id === undefined) return [...labelTypes, "skeleton"];
  return type === "skeleton" ? ["skeleton"] : labelTypes;
}

/** Drafts of labels that exist, on this server or as JSON from another. */
export function draftsFrom(labels: readonly Label[]): LabelDraft[] {
  return labels.map((label) => ({
    key: freshKey(),
    id: label.id,
    name: label.name,
    color: label.color ?? "",
    type: label.type ?? "any",
    attributes: attributesFrom(label.attributes),
    ...skeletonFrom(label),
  }));
}

/** The drafts without ids that are not in `known`: labels of another place become new ones here. */
export function adopted(drafts: readonly LabelDraft[], known: ReadonlySet<number>): LabelDraft[] {
  const own = <T extends { id?: number }>(one: T): T =>
    one.id !== undefined && known.has(one.id) ? one : { ...one, id: undefined };
  const ownAll = <T extends { id?: number; attributes: AttributeDraft[] }>(one: T): T => ({
    ...own(one),
    attributes: one.attributes.map(own),
  });
  return drafts.map((draft) => ({ ...ownAll(draft), elements: draft.elements.map(ownAll) }));
}

/** Ids of all labels, elements and attributes among the drafts. */
export function idsIn(drafts: readonly LabelDraft[]): Set<number> {
  const labels = drafts.flatMap((draft) => [draft, ...draft.elements]);
  const ids = labels.flatMap(({ id, attributes }) => [id, ...attributes.map((one) => one.id)]);
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
    elements: [],
    edges: [],
  };
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
  return {
    ...(draft.id !== undefined && { id: draft.id }),
    name: draft.name.trim(),
    color: draft.color,
    type: draft.type,
    attributes: attributesToWire(draft.attributes, before?.attributes),
    ...(draft.type === "skeleton" && skeletonToWire(draft, before?.sublabels)),
  };
}
