import { readSkeletonSvg } from "../core/skeleton-svg";
import type { SkeletonTemplate } from "./options";

/** The template in a skeleton label's `svg`, its joints named by the ids of their labels. */
export function skeletonTemplate(svg: string): SkeletonTemplate {
  const { nodes, edges } = readSkeletonSvg(svg);
  const labels = new Map(nodes.map(({ number, labelId }) => [number, Number(labelId)]));
  return {
    nodes: nodes.map(({ labelId, x, y }) => ({ labelId: Number(labelId), x, y })),
    edges: edges.map(([from, to]) => [Number(labels.get(from)), Number(labels.get(to))]),
  };
}
