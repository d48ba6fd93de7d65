import {
  type Box,
  centreOf,
  clampPoint,
  contains,
  encloses,
  grow,
  type Point,
  sizeOf,
  type Transform,
  union,
} from "../core/geometry";
import type { RecordId, ShapeRecord } from "../core/records";
import type { ObjectFlags } from "./flags";
import type { Scene } from "./scene";
import type { Selection } from "./selection";
import { boxHandles, pullBox } from "./shapes/boxed";
import type { ShapeRegistry } from "./shapes/registry";
import type { Handle } from "./shapes/shape-util";

interface Selected {
  readonly scene: Scene;
  readonly selection: Selection;
  readonly flags: ObjectFlags;
  isEditable(id: RecordId): boolean;
}

/** The selected shapes that may be moved: neither locked nor pinned. */
export function movable({ selection, scene, flags, isEditable }: Selected): ShapeRecord[] {
  return [...selection.ids].flatMap((id) => {
    const item = scene.item(id);
    return item && isEditable(id) && !flags.is("pinned", id) ? [item.shape] : [];
  });
}

/** The selected shapes that are stretched and turned together; one alone has handles of its own. */
export function transformable(selected: Selected): ShapeRecord[] {
  if (selected.selection.ids.size < 2) return [];
  const shapes = movable(selected);
  return shapes.length > 1 ? shapes : [];
}

/** The box around the shapes; `null` around none. */
export function groupBox(registry: ShapeRegistry, shapes: readonly ShapeRecord[]): Box | null {
  if (shapes.length === 0) return null;
  return shapes.map((shape) => registry.of(shape).bounds(shape)).reduce(union);
}

/** Eight grips around the shapes, and one above them to turn them. */
export function groupHandles(
  registry: ShapeRegistry,
  shapes: readonly ShapeRecord[],
  scale: number,
): Handle[] {
  const box = groupBox(registry, shapes);
  return box ? boxHandles(box, 0, scale) : [];
}

/** The shapes stretched and turned as one; `null` when one of them would leave the picture or vanish. */
export function transformTogether(
  registry: ShapeRegistry,
  shapes: readonly ShapeRecord[],
  by: Transform,
  limits: Box,
): ShapeRecord[] | null {
  const after: ShapeRecord[] = [];
  for (const shape of shapes) {
    const changed = registry.of(shape).transform(shape, by, limits);
    if (!changed || !isAllowed(registry, shape, changed, limits)) return null;
    after.push(changed);
  }
  return after;
}

/** A turned box may reach out of the picture as long as its centre is in it. */
function isAllowed(
  registry: ShapeRegistry,
  before: ShapeRecord,
  after: ShapeRecord,
  limits: Box,
): boolean {
  const util = registry.of(after);
  if (!util.isValid(after)) return false;
  const [was, is] = [util.bounds(before), util.bounds(after)];
  if (after.rotation !== 0) return contains(limits, centreOf(is));
  return encloses(grow(limits, ROUNDING), is) || !encloses(limits, was);
}

/** px */
const ROUNDING = 1e-6;

/**
 * `box` with a grip pulled to `at`, never past the other side, and kept to its
 * proportions where asked.
 */
export function stretchBox(box: Box, grip: string, at: Point, proportional: boolean): Box {
  const { left, top, right, bottom } = box;
  const room = {
    left: grip.includes("e") ? left + SMALLEST : -Infinity,
    top: grip.includes("s") ? top + SMALLEST : -Infinity,
    right: grip.includes("w") ? right - SMALLEST : Infinity,
    bottom: grip.includes("n") ? bottom - SMALLEST : Infinity,
  };
  const pulled = pullBox(box, grip, clampPoint(at, room));
  return proportional ? inProportion(box, pulled, grip) : pulled;
}

/** px */
const SMALLEST = 1;

/** `box` grown as much as `pulled` where it was pulled, away from the side across. */
function inProportion(box: Box, pulled: Box, grip: string): Box {
  const [was, is] = [sizeOf(box), sizeOf(pulled)];
  const across = /[we]/.test(grip) ? is.width / Math.max(was.width, SMALLEST) : 0;
  const down = /[ns]/.test(grip) ? is.height / Math.max(was.height, SMALLEST) : 0;
  const factor = Math.max(across, down);
  const [left, right] = grown(box.left, box.right, factor, grip.includes("w"), grip.includes("e"));
  const [top, bottom] = grown(box.top, box.bottom, factor, grip.includes("n"), grip.includes("s"));
  return { left, top, right, bottom };
}

function grown(low: number, high: number, by: number, lowMoves: boolean, highMoves: boolean) {
  const length = (high - low) * by;
  if (lowMoves) return [high - length, high] as const;
  if (highMoves) return [low, low + length] as const;
  const middle = (low + high) / 2;
  return [middle - length / 2, middle + length / 2] as const;
}
