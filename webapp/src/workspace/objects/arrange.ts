import type { ListedObject } from "./listed";

export const ORDERS = ["number", "newest", "label", "layer", "size"] as const;
export type Order = (typeof ORDERS)[number];

export const GROUPINGS = ["none", "label", "type", "layer"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The head of the objects that follow. */
export interface ListGroup {
  readonly kind: "group";
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly folded: boolean;
}

/** A line of the list. */
export type ListLine =
  | { readonly kind: "object"; readonly key: string; readonly object: ListedObject }
  | ListGroup;

export interface Arranging {
  readonly order: Order;
  readonly grouping: Grouping;
  /** Keys of groups of which only the head is listed. */
  readonly folded: ReadonlySet<string>;
  numberOf(id: string): number;
  labelName(labelId: number): string;
  /** px² */
  sizeOf(object: ListedObject): number;
}

/** The lines of the list, in order; objects keep the order of their numbers where all else is equal. */
export function arranged(objects: readonly ListedObject[], by: Arranging): ListLine[] {
  const sorted = inOrder(objects, by);
  if (by.grouping === "none") return sorted.map(lineOf);
  const groups = new Map<string, ListedObject[]>();
  for (const object of sorted) {
    const name = groupOf(object, by);
    const members = groups.get(name) ?? [];
    members.push(object);
    groups.set(name, members);
  }
  const names = [...groups.keys()].sort(by.grouping === "layer" ? topFirst : byName);
  return names.flatMap((name): ListLine[] => {
    const [members = [], key] = [groups.get(name), `${by.grouping} ${name}`];
    const folded = by.folded.has(key);
    const head: ListLine = { kind: "group", key, name, count: members.length, folded };
    return folded ? [head] : [head, ...members.map(lineOf)];
  });
}

function byName(a: string, b: string): number {
  return a.localeCompare(b, undefined, { numeric: true });
}

/** The upper layer first; what is on none, as tags, comes last. */
function topFirst(a: string, b: string): number {
  if (a === "" || b === "") return a === "" ? 1 : -1;
  return Number(b) - Number(a);
}

function lineOf(object: ListedObject): ListLine {
  return { kind: "object", key: object.record.id, object };
}

function inOrder(objects: readonly ListedObject[], by: Arranging): readonly ListedObject[] {
  const number = ({ record }: ListedObject) => by.numberOf(record.id);
  const compare: Record<Order, (a: ListedObject, b: ListedObject) => number> = {
    number: () => 0,
    newest: (a, b) => number(b) - number(a),
    label: (a, b) => labelOf(a, by).localeCompare(labelOf(b, by)),
    layer: (a, b) => layerOf(b) - layerOf(a),
    size: (a, b) => by.sizeOf(b) - by.sizeOf(a),
  };
  if (by.order === "number") return objects;
  return objects.toSorted((a, b) => compare[by.order](a, b) || number(a) - number(b));
}

function groupOf(object: ListedObject, by: Arranging): string {
  if (by.grouping === "label") return labelOf(object, by);
  if (by.grouping === "layer") return object.shape ? String(layerOf(object)) : "";
  return object.shape?.type ?? "tag";
}

function labelOf({ record }: ListedObject, by: Arranging): string {
  return by.labelName(record.labelId);
}

function layerOf({ shape }: ListedObject): number {
  return shape?.zOrder ?? 0;
}
