import type { LabelAttribute, LabelType } from "../../../api/types";
import { attributesFrom, attributesToWire } from "../attributes";
import { freshKey } from "../keys";
import { type ElementDraft, mostElements, type Skeleton, skeletonToWire } from "./model";

/** Why a file is no skeleton; a key under `labels:skeleton.file`. */
export class SkeletonFileProblem extends Error {
  readonly reason: string;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(reason: string, details: Readonly<Record<string, string | number>> = {}) {
    super(`${reason} ${JSON.stringify(details)}`);
    this.reason = reason;
    this.details = details;
  }
}

/** What CVAT's files say of an element beside its place. */
interface Specification {
  readonly name?: unknown;
  readonly color?: unknown;
  readonly type?: unknown;
  readonly attributes?: unknown;
}

type Specifications = Readonly<Record<string, Specification>>;

const SPECIFICATION = "labels-specification";
/** bytes */
const LARGEST = 1_000_000;
const ALLOWED: ReadonlySet<string> = new Set(["circle", "line", "desc"]);

/** The skeleton as an SVG file of CVAT's kind: nodes, edges, and what elements are in a `desc`. */
export function writeSkeletonFile(skeleton: Skeleton): string {
  const specifications = Object.fromEntries(
    skeleton.elements.map(({ name, color, type, attributes }, place) => [
      `${place + 1}`,
      { name: name.trim(), color, type, attributes: attributesToWire(attributes) },
    ]),
  );
  const desc = document.createElementNS("http://www.w3.org/2000/svg", "desc");
  desc.setAttribute("data-description-type", SPECIFICATION);
  desc.textContent = JSON.stringify(specifications);
  const described = new XMLSerializer().serializeToString(desc);
  const { svg } = skeletonToWire(skeleton);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${svg}${described}</svg>\n`;
}

/**
 * The skeleton an SVG file draws.
 *
 * Only numbers and names are taken from it. Whatever else it holds, as scripts, pictures or links,
 * is refused. Throws a `SkeletonFileProblem`.
 */
export function readSkeletonFile(text: string): Skeleton {
  const root = parsed(text);
  const specifications = specificationsIn(root);
  const circles = [...root.querySelectorAll("circle")];
  if (circles.length === 0) throw new SkeletonFileProblem("empty");
  if (circles.length > mostElements) throw new SkeletonFileProblem("many", { most: mostElements });
  const nodes = new Map(circles.map((circle) => [nodeOf(circle), circle]));
  if (nodes.size < circles.length) throw new SkeletonFileProblem("twice");
  const keys = new Map([...nodes.keys()].map((node) => [node, freshKey()]));
  const elements = [...nodes].map(([node, circle]) =>
    elementFrom(circle, keys.get(node) ?? "", node, specifications),
  );
  const names = new Set(elements.map(({ name }) => name));
  if (names.size < elements.length) throw new SkeletonFileProblem("twice");
  const edges = [...root.querySelectorAll("line")].map((line) => {
    const ends = ["data-node-from", "data-node-to"].map((end) => line.getAttribute(end) ?? "");
    const [from, to] = ends.map((end) => keys.get(end));
    if (!from || !to) throw new SkeletonFileProblem("edge", { ends: ends.join(", ") });
    return [from, to] as const;
  });
  return { elements, edges };
}

function parsed(text: string): Element {
  if (text.length > LARGEST) throw new SkeletonFileProblem("large");
  const { documentElement: root, doctype } = new DOMParser().parseFromString(text, "image/svg+xml");
  if (doctype || root.localName !== "svg") throw new SkeletonFileProblem("notSvg");
  if (root.querySelector("parsererror")) throw new SkeletonFileProblem("notSvg");
  for (const element of root.querySelectorAll("*"))
    if (!ALLOWED.has(element.localName) || element.children.length > 0)
      throw new SkeletonFileProblem("element", { name: element.localName });
  return root;
}

function specificationsIn(root: Element): Specifications {
  const desc = root.querySelector(`desc[data-description-type="${SPECIFICATION}"]`);
  if (!desc) return {};
  try {
    const found: unknown = JSON.parse(desc.textContent);
    if (typeof found === "object" && found !== null) return found as Specifications;
  } catch {
    // Said below, as for what is JSON but no object.
  }
  throw new SkeletonFileProblem("specification");
}

function nodeOf(circle: Element): string {
  return circle.getAttribute("data-node-id") ?? circle.getAttribute("data-element-id") ?? "";
}

function elementFrom(
  circle: Element,
  key: string,
  node: string,
  specifications: Specifications,
): ElementDraft {
  const said = specifications[circle.getAttribute("data-element-id") ?? node] ?? {};
  const name = circle.getAttribute("data-label-name") || textOf(said.name) || node;
  return {
    key,
    name,
    color: /^#[0-9a-f]{6}$/i.test(textOf(said.color)) ? textOf(said.color) : "",
    type: said.type === undefined ? "points" : typeOf(said.type, name),
    attributes: attributesIn(said.attributes, name),
    x: placeOf(circle, "cx", name),
    y: placeOf(circle, "cy", name),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const TYPES: ReadonlySet<unknown> = new Set<LabelType>(["points", "any"]);

function typeOf(type: unknown, name: string): LabelType {
  if (TYPES.has(type)) return type as LabelType;
  throw new SkeletonFileProblem("type", { name, type: String(type) });
}

const KINDS: ReadonlySet<unknown> = new Set(["select", "radio", "checkbox", "number", "text"]);

/** As new attributes, whatever ids they had where the file was made. */
function attributesIn(found: unknown, name: string) {
  if (found === undefined) return [];
  const isOne = (one: unknown): one is LabelAttribute => {
    const { name: called, input_type, values } = (one ?? {}) as Partial<LabelAttribute>;
    const words = Array.isArray(values) && values.every((value) => typeof value === "string");
    return typeof called === "string" && KINDS.has(input_type) && words;
  };
  if (!Array.isArray(found) || !found.every(isOne))
    throw new SkeletonFileProblem("attributes", { name });
  return attributesFrom(found.map((one) => ({ ...one, mutable: one.mutable === true }))).map(
    ({ id: _, ...attribute }) => attribute,
  );
}

function placeOf(circle: Element, axis: string, name: string): number {
  const text = circle.getAttribute(axis) ?? "";
  const place = text.trim() === "" ? Number.NaN : Number(text);
  if (place >= 0 && place <= 100) return place;
  throw new SkeletonFileProblem("place", { name });
}

/**
 * A skeleton that exists, drawn as `drawn` is: its elements stay what they are, and are found by
 * their names. Throws a `SkeletonFileProblem` when the names are not the same.
 */
export function redrawn(skeleton: Skeleton, drawn: Skeleton): Skeleton {
  const own = new Map(skeleton.elements.map((element) => [element.name.trim(), element]));
  const other = drawn.elements.find(({ name }) => !own.has(name.trim()));
  if (other) throw new SkeletonFileProblem("other", { name: other.name });
  if (drawn.elements.length < own.size) throw new SkeletonFileProblem("missing");
  const keys = new Map(
    drawn.elements.map(({ key, name }) => [key, own.get(name.trim())?.key ?? ""]),
  );
  const places = new Map(drawn.elements.map(({ key, x, y }) => [keys.get(key), { x, y }]));
  return {
    elements: skeleton.elements.map((element) => ({ ...element, ...places.get(element.key) })),
    edges: drawn.edges.map(([from, to]) => [keys.get(from) ?? "", keys.get(to) ?? ""] as const),
  };
}
