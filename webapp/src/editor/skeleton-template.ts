import type { SkeletonTemplate } from "./options";

/**
 * The template in a skeleton label's `svg`: its `<circle>`s are joints within a
 * 100 × 100 square, its `<line>`s the edges between them.
 */
export function skeletonTemplate(svg: string): SkeletonTemplate {
  const circles = elementsOf(svg, "circle");
  const labelOfNode = new Map(
    circles.map((circle) => [circle.get("data-node-id"), Number(circle.get("data-label-id"))]),
  );
  return {
    nodes: circles.map((circle) => ({
      labelId: Number(circle.get("data-label-id")),
      x: Number(circle.get("cx")),
      y: Number(circle.get("cy")),
    })),
    edges: elementsOf(svg, "line").flatMap((line): [number, number][] => {
      const from = labelOfNode.get(line.get("data-node-from"));
      const to = labelOfNode.get(line.get("data-node-to"));
      return from === undefined || to === undefined ? [] : [[from, to]];
    }),
  };
}

type Attributes = ReadonlyMap<string, string>;

function elementsOf(svg: string, name: string): Attributes[] {
  const tags = svg.matchAll(new RegExp(`<${name}\\s([^>]*)>`, "g"));
  return [...tags].map(([, body = ""]) => {
    const pairs = body.matchAll(/([\w-]+)\s*=\s*"([^"]*)"/g);
    return new Map([...pairs].map(([, key = "", value = ""]) => [key, value]));
  });
}
