/**
 * A skeleton's template as the server speaks it: a piece of SVG whose `<circle>`s are nodes
 * within a 100 × 100 square, and whose `<line>`s are the edges between them.
 */
export interface SkeletonSvg {
  nodes: SvgNode[];
  /** Pairs of node numbers. */
  edges: [string, string][];
}

export interface SvgNode {
  number: string;
  /** The element is named by its label's id or by its name. */
  labelId?: number;
  labelName?: string;
  x: number;
  y: number;
}

/** What `svg` draws; edges whose ends are not there are left out. */
export function readSkeletonSvg(svg: string): SkeletonSvg {
  const nodes = elementsOf(svg, "circle").map(nodeFrom);
  const known = new Set(nodes.map(({ number }) => number));
  const edges = elementsOf(svg, "line").flatMap((line): [string, string][] => {
    const [from, to] = [line.get("data-node-from") ?? "", line.get("data-node-to") ?? ""];
    return known.has(from) && known.has(to) ? [[from, to]] : [];
  });
  return { nodes, edges };
}

/** The SVG of these nodes, by their names, and the edges between them. */
export function writeSkeletonSvg({ nodes, edges }: SkeletonSvg): string {
  const at = new Map(nodes.map((node) => [node.number, node]));
  const lines = edges.map(([from, to]) => lineOf(at.get(from) as SvgNode, at.get(to) as SvgNode));
  return [...lines, ...nodes.map(circleOf)].join("");
}

type Attributes = ReadonlyMap<string, string>;

function nodeFrom(circle: Attributes): SvgNode {
  const id = circle.get("data-label-id");
  return {
    number: circle.get("data-node-id") ?? "",
    ...(id !== undefined && { labelId: Number(id) }),
    ...(circle.has("data-label-name") && { labelName: circle.get("data-label-name") }),
    x: Number(circle.get("cx")),
    y: Number(circle.get("cy")),
  };
}

function lineOf(a: SvgNode, b: SvgNode): string {
  const ends = { x1: a.x, y1: a.y, x2: b.x, y2: b.y };
  const nodes = { "data-node-from": a.number, "data-node-to": b.number };
  return tag("line", { ...ends, stroke: "black", "data-type": "edge", ...nodes });
}

function circleOf(node: SvgNode): string {
  const label = { "data-label-name": node.labelName ?? "" };
  const place = { r: 1.5, cx: node.x, cy: node.y, "data-type": "element node" };
  return tag("circle", { ...place, "data-node-id": node.number, ...label });
}

function tag(name: string, attributes: Record<string, string | number>): string {
  const pairs = Object.entries(attributes).map(([key, value]) => `${key}="${escaped(`${value}`)}"`);
  return `<${name} ${pairs.join(" ")}></${name}>`;
}

function elementsOf(svg: string, name: string): Attributes[] {
  // A quoted value may hold a ">" of its own.
  const tags = svg.matchAll(new RegExp(`<${name}\\s((?:[^">]|"[^"]*")*)>`, "g"));
  return [...tags].map(([, body = ""]) => {
    const pairs = body.matchAll(/([\w-]+)\s*=\s*"([^"]*)"/g);
    return new Map([...pairs].map(([, key = "", value = ""]) => [key, plain(value)]));
  });
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] as string);
}

function plain(text: string): string {
  return text
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex, code) =>
      String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)),
    )
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}
