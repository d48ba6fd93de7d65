import { distance, type Point } from "../core/geometry";
import type { ShapeRecord } from "../core/records";
import type { ObjectFlags } from "./flags";
import type { PointerInput } from "./input";
import type { Scene } from "./scene";
import type { Selection } from "./selection";
import type { ShapeRegistry } from "./shapes/registry";
import type { Handle } from "./shapes/shape-util";
import { groupHandles, transformable } from "./transforming";
import type { Viewport } from "./viewport";

/** Half of a hit area, CSS px: 12 px for a mouse, 20 px for a finger. */
const MOUSE_REACH = 6;
const TOUCH_REACH = 10;

interface Surroundings {
  readonly viewport: Viewport;
  readonly scene: Scene;
  readonly selection: Selection;
  readonly shapes: ShapeRegistry;
  readonly flags: ObjectFlags;
  isEditable(id: string): boolean;
}

/** How far from an outline the pointer still touches it, picture px. */
export function reach(viewport: Viewport, touch: boolean): number {
  return (touch ? TOUCH_REACH : MOUSE_REACH) / viewport.scale;
}

/** The shape whose handles are shown: the only selected one, when it may be edited. */
export function shapeWithHandles(around: Surroundings): ShapeRecord | null {
  const id = around.selection.only;
  if (id === null || !around.isEditable(id)) return null;
  return around.scene.item(id)?.shape ?? null;
}

/** The nearest handle within reach; midpoints give way to the handles they lie beside. */
export function handleAt(
  around: Surroundings,
  { at, touch }: PointerInput,
): { shape: ShapeRecord; handle: Handle } | null {
  const shape = shapeWithHandles(around);
  if (!shape) return null;
  const handles = around.shapes.of(shape).handles(shape, around.viewport.scale);
  const handle = nearestOf(handles, at, reach(around.viewport, touch));
  return handle && { shape, handle };
}

/** The grip within reach of the box around several selected shapes. */
export function groupHandleAt(
  around: Surroundings,
  { at, touch }: PointerInput,
): { shapes: readonly ShapeRecord[]; handle: Handle } | null {
  const shapes = transformable(around);
  const handles = groupHandles(around.shapes, shapes, around.viewport.scale);
  const handle = nearestOf(handles, at, reach(around.viewport, touch));
  return handle && { shapes, handle };
}

function nearestOf(handles: readonly Handle[], at: Point, within: number): Handle | null {
  const [nearest] = handles
    .map((handle) => ({ handle, away: distance(handle.at, at), rank: rank(handle) }))
    .filter(({ away }) => away <= within)
    .sort((a, b) => a.rank - b.rank || a.away - b.away);
  return nearest?.handle ?? null;
}

/** The shape nearest to the pointer. */
export function shapeAt(around: Surroundings, { at, touch }: PointerInput): ShapeRecord | null {
  const [nearest] = around.scene.hits(at, reach(around.viewport, touch));
  return nearest?.item.shape ?? null;
}

function rank(handle: Handle): number {
  return handle.role === "midpoint" ? 1 : 0;
}
