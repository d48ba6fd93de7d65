import { type Box, clampMove, encloses, type Point, union } from "../core/geometry";
import type { ShapeRecord } from "../core/records";
import type { ShapeRegistry } from "./shapes/registry";

/** Shapes moved as one: they stop together when the first of them meets the edge of the picture. */
export function moveTogether(
  registry: ShapeRegistry,
  shapes: readonly ShapeRecord[],
  by: Point,
  limits: Box,
): ShapeRecord[] {
  const within = shapes
    .map((shape) => registry.of(shape).bounds(shape))
    .filter((bounds) => encloses(limits, bounds));
  const all = within.length > 1 ? within.reduce(union) : null;
  const allowed = all ? clampMove(all, by, limits) : by;
  return shapes.map((shape) => registry.of(shape).move(shape, allowed, limits));
}
