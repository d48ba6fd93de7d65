import {
  type Box,
  boxAround,
  clampMove,
  contains,
  cornersOf,
  distanceToPath,
  type Point,
  union,
} from "../../core/geometry";
import type { ShapeRecord } from "../../core/records";
import { boxHandles, pullBox } from "./boxed";
import { paintPath } from "./outline";
import type { ShapeRegistry } from "./registry";
import type { Handle, HandleDrag, ShapeUtil } from "./shape-util";

type Edges = readonly (readonly [number, number])[];

const UNBOUNDED: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

/** Skeletons: joints of simple types, connected by the edges of their label's template. */
export function skeletonUtil(
  joints: ShapeRegistry,
  edgesOf: (labelId: number) => Edges,
): ShapeUtil {
  const seen = (shape: ShapeRecord) => shape.elements.filter((element) => !element.outside);
  const boundsOf = (element: ShapeRecord) => joints.of(element).bounds(element);
  const bounds = (shape: ShapeRecord) => {
    const shown = seen(shape);
    return (shown.length > 0 ? shown : shape.elements).map(boundsOf).reduce(union);
  };
  const moveElements = (shape: ShapeRecord, by: Point) =>
    shape.elements.map((element) => joints.of(element).move(element, by, UNBOUNDED));

  return {
    type: "skeleton",
    closed: true,
    rotatable: false,
    bounds,

    hit(shape, at, tolerance) {
      const box = bounds(shape);
      const near = seen(shape).flatMap((each) => joints.of(each).hit(each, at, tolerance) ?? []);
      if (near.length === 0 && !contains(box, at)) return null;
      return Math.min(...near, distanceToPath(at, cornersOf(box), true));
    },

    draw(ctx, shape, style, scale) {
      const shown = seen(shape);
      ctx.beginPath();
      for (const [from, to] of edgeEnds(shown, edgesOf(shape.labelId))) {
        ctx.moveTo(from.x, from.y);
        ctx.lineTo(to.x, to.y);
      }
      paintPath(ctx, style, scale, false);
      for (const element of shown) {
        const color = style.elementColor(element.labelId);
        const own = { ...style, stroke: color, fill: color, dashed: element.occluded };
        joints.of(element).draw(ctx, element, own, scale);
      }
    },

    handles(shape, scale) {
      const grips = boxHandles(bounds(shape), 0, scale).filter((grip) => grip.role === "corner");
      const ends = seen(shape).flatMap((element): Handle[] => {
        const [at] = firstPoint(element);
        return at ? [{ id: element.id, role: "vertex", at, cursor: "move" }] : [];
      });
      return shape.elements.length > 1 ? [...ends, ...grips] : ends;
    },

    move(shape, by, limits) {
      return { ...shape, elements: moveElements(shape, clampMove(bounds(shape), by, limits)) };
    },

    dragHandle(drag) {
      return drag.handle.role === "vertex" ? dragJoint(drag) : stretch(drag, bounds(drag.shape));
    },

    isValid: (shape) => shape.elements.length > 0,
  };

  function dragJoint({ shape, handle, at, limits }: HandleDrag): ShapeRecord {
    const elements = shape.elements.map((element) => {
      if (element.id !== handle.id) return element;
      const by = { x: at.x - handle.at.x, y: at.y - handle.at.y };
      return joints.of(element).move(element, by, limits);
    });
    return { ...shape, elements };
  }
}

function firstPoint(element: ShapeRecord): Point[] {
  const { left, top } = boxAround(element.points.slice(0, 2));
  return Number.isFinite(left) ? [{ x: left, y: top }] : [];
}

function edgeEnds(elements: readonly ShapeRecord[], edges: Edges): [Point, Point][] {
  const places = new Map(elements.map((element) => [element.labelId, firstPoint(element)[0]]));
  return edges.flatMap(([from, to]): [Point, Point][] => {
    const [start, end] = [places.get(from), places.get(to)];
    return start && end ? [[start, end]] : [];
  });
}

/** All joints spread over the box that results from pulling a corner. */
function stretch({ shape, handle, at, limits }: HandleDrag, from: Box): ShapeRecord {
  const x = Math.min(Math.max(at.x, limits.left), limits.right);
  const y = Math.min(Math.max(at.y, limits.top), limits.bottom);
  const to = pullBox(from, handle.id, { x, y });
  const elements = shape.elements.map((element) => ({
    ...element,
    points: element.points.map((value, i) =>
      i % 2 === 0
        ? spread(value, from.left, from.right, to.left, to.right)
        : spread(value, from.top, from.bottom, to.top, to.bottom),
    ),
  }));
  return { ...shape, elements };
}

function spread(value: number, a: number, b: number, c: number, d: number): number {
  return b === a ? c : c + ((value - a) / (b - a)) * (d - c);
}
