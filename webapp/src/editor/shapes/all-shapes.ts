import { cuboid } from "./cuboid";
import { ellipse } from "./ellipse";
import { mask } from "./mask";
import { points } from "./points";
import { polygon } from "./polygon";
import { polyline } from "./polyline";
import { rectangle } from "./rectangle";
import { ShapeRegistry } from "./registry";
import { SkeletonUtil } from "./skeleton";

/** All types Limn knows; `edges` tells how the joints of a skeleton label are connected. */
export function allShapes(
  edges: (labelId: number) => readonly (readonly [number, number])[],
): ShapeRegistry {
  const simple = [rectangle, ellipse, polygon, polyline, points, mask, cuboid];
  const elements = new ShapeRegistry(simple);
  return new ShapeRegistry([...simple, new SkeletonUtil(elements, edges)]);
}
