import type { RecordId, ShapeRecord } from "../../core/records";

/**
 * The shapes that change when those of `ids` go into a layer of their own right above `layer`:
 * they themselves, and all above where there is no free number in between.
 */
export function laidAbove(
  shapes: readonly ShapeRecord[],
  ids: ReadonlySet<RecordId>,
  layer: number,
): ShapeRecord[] {
  const others = shapes.filter(({ id }) => !ids.has(id));
  const isTaken = others.some(({ zOrder }) => zOrder === layer + 1);
  return shapes.flatMap((shape) => {
    if (ids.has(shape.id)) return { ...shape, zOrder: layer + 1 };
    return isTaken && shape.zOrder > layer ? { ...shape, zOrder: shape.zOrder + 1 } : [];
  });
}

/** The shapes whose layer changes when layers are counted from 0 on without gaps. */
export function compacted(shapes: readonly ShapeRecord[]): ShapeRecord[] {
  const layers = [...new Set(shapes.map(({ zOrder }) => zOrder))].sort((a, b) => a - b);
  const place = new Map(layers.map((layer, at) => [layer, at]));
  return shapes
    .map((shape) => ({ ...shape, zOrder: place.get(shape.zOrder) ?? 0 }))
    .filter(({ zOrder }, i) => zOrder !== shapes[i]?.zOrder);
}
