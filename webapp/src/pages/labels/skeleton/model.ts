import type { Label, LabelType, LabelWrite } from "../../../api/types";
import { readSkeletonSvg, type SvgNode, writeSkeletonSvg } from "../../../core/skeleton-svg";
import { type AttributeDraft, attributesFrom, attributesToWire } from "../attributes";
import { nextHue } from "../hues";
import { freshKey } from "../keys";

/** The parts of a skeleton and how they hang together. */
export interface Skeleton {
  elements: ElementDraft[];
  /** Pairs of keys of elements; an edge has no direction. */
  edges: Edge[];
}

/** One part of a skeleton: a label of its own, at a place within a 100 × 100 square. */
export interface ElementDraft extends NamedDraft {
  x: number;
  y: number;
}

/** What labels and elements have. `key` is stable on this client, also before there is an id. */
export interface NamedDraft {
  key: string;
  id?: number;
  name: string;
  color: string;
  type: LabelType;
  attributes: AttributeDraft[];
}

export type Edge = readonly [string, string];

export interface Place {
  x: number;
  y: number;
}

/** The server refuses more. */
export const mostElements = 1000;

/** The skeleton of a label on the server or in JSON; empty for other labels. */
export function skeletonFrom(label: Pick<Label, "sublabels" | "svg">): Skeleton {
  const drawn = readSkeletonSvg(label.svg ?? "");
  const keys = new Map<string, string>();
  const parts = label.sublabels ?? [];
  // In raw JSON a part may have another name than the node that is drawn for it.
  const unclaimed = drawn.nodes.filter((node) => !parts.some((part) => isOf(node, part)));
  const elements = parts.map((part): ElementDraft => {
    const key = freshKey();
    const node = drawn.nodes.find((one) => isOf(one, part)) ?? unclaimed.shift();
    if (node) keys.set(node.number, key);
    return {
      key,
      id: part.id,
      name: part.name,
      color: part.color ?? "",
      type: part.type ?? "points",
      attributes: attributesFrom(part.attributes),
      x: node?.x ?? 50,
      y: node?.y ?? 50,
    };
  });
  const edges = drawn.edges.flatMap(([from, to]): Edge[] => {
    const [a, b] = [keys.get(from), keys.get(to)];
    return a && b ? [[a, b]] : [];
  });
  return { elements, edges };
}

/** Whether the node of a drawing stands for that part. */
export function isOf(node: SvgNode, part: { id?: number; name: string }): boolean {
  return node.labelName === undefined
    ? part.id !== undefined && node.labelId === part.id
    : node.labelName === part.name;
}

/** The sublabels and the drawing as the server takes them. */
export function skeletonToWire(
  { elements, edges }: Skeleton,
  before: Label["sublabels"] = [],
): Pick<LabelWrite, "sublabels" | "svg"> {
  const number = new Map(elements.map(({ key }, place) => [key, `${place + 1}`]));
  return {
    sublabels: elements.map((one) => ({
      ...(one.id !== undefined && { id: one.id }),
      name: one.name.trim(),
      color: one.color,
      type: one.type,
      attributes: attributesToWire(
        one.attributes,
        before.find(({ id }) => id === one.id)?.attributes,
      ),
    })),
    svg: writeSkeletonSvg({
      nodes: elements.map(({ key, name, x, y }) => ({
        number: number.get(key) as string,
        labelName: name.trim(),
        x,
        y,
      })),
      edges: edges.map(([a, b]) => [number.get(a) as string, number.get(b) as string]),
    }),
  };
}

/** With one more element at `place`, called by the first number that is free. */
export function withElement({ elements, edges }: Skeleton, place: Place): Skeleton {
  const names = new Set(elements.map(({ name }) => name.trim()));
  let number = elements.length + 1;
  while (names.has(`${number}`)) number += 1;
  const one: ElementDraft = {
    key: freshKey(),
    name: `${number}`,
    color: nextHue(elements),
    type: "points",
    attributes: [],
    ...onBoard(place),
  };
  return { elements: [...elements, one], edges };
}

/** With that element changed; a place outside the board becomes the nearest on it. */
export function withChanged(
  { elements, edges }: Skeleton,
  key: string,
  change: Partial<Omit<ElementDraft, "key">>,
): Skeleton {
  const changed = (one: ElementDraft) => ({ ...one, ...change, ...onBoard({ ...one, ...change }) });
  return { edges, elements: elements.map((one) => (one.key === key ? changed(one) : one)) };
}

/** Without that element and the edges at it. */
export function withoutElement({ elements, edges }: Skeleton, key: string): Skeleton {
  return {
    elements: elements.filter((one) => one.key !== key),
    edges: edges.filter((edge) => !edge.includes(key)),
  };
}

/** With an edge between the two; one that is there goes; an element has none to itself. */
export function withEdgeToggled({ elements, edges }: Skeleton, a: string, b: string): Skeleton {
  if (a === b) return { elements, edges };
  const others = edges.filter((edge) => !(edge.includes(a) && edge.includes(b)));
  return { elements, edges: others.length < edges.length ? others : [...edges, [a, b]] };
}

/** A place for a new element that lies on no other: along a spiral from the centre. */
export function freePlace(elements: readonly Place[]): Place {
  const free = ({ x, y }: Place) => elements.every((one) => Math.hypot(one.x - x, one.y - y) >= 6);
  for (let step = 0; step < 400; step += 1) {
    const [radius, angle] = [7 * Math.sqrt(step), step * 2.4];
    const place = onBoard({
      x: 50 + radius * Math.cos(angle),
      y: 50 + radius * Math.sin(angle),
    });
    if (free(place)) return place;
  }
  return { x: 50, y: 50 };
}

function onBoard({ x, y }: Place): Place {
  return { x: within(x), y: within(y) };
}

/** Two digits are finer than anybody can point, and read well in the raw view. */
function within(value: number): number {
  return Math.round(Math.min(100, Math.max(0, value)) * 100) / 100;
}
