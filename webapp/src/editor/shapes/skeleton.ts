import {
  type Box,
  boxAround,
  clampMove,
  contains,
  cornersOf,
  distanceToPath,
  type Point,
  type Transform,
  union,
} from "../../core/geometry";
import type { ShapeRecord } from "../../core/records";
import { boxHandles, pullBox } from "./boxed";
import { paintPath } from "./outline";
import type { ShapeRegistry } from "./registry";
import type { Handle, HandleDrag, ShapeUtil, Style } from "./shape-util";

type Edges = readonly (readonly [number, number])[];

/** What has no extent, and changes none when united with it. */
const NOWHERE: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
const UNBOUNDED: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

/** Skeletons: joints of simple types, connected by the edges of their label's template. */
export class SkeletonUtil implements ShapeUtil {
  readonly type = "skeleton";
  readonly closed = true;
  readonly rotatable = false;
  readonly #joints: ShapeRegistry;
  readonly #edgesOf: (labelId: number) => Edges;

  constructor(joints: ShapeRegistry, edgesOf: (labelId: number) => Edges) {
    this.#joints = joints;
    this.#edgesOf = edgesOf;
  }

  bounds(shape: ShapeRecord): Box {
    const shown = inSight(shape);
    return (shown.length > 0 ? shown : shape.elements)
      .map((element) => this.#joints.of(element).bounds(element))
      .reduce(union, NOWHERE);
  }

  hit(shape: ShapeRecord, at: Point, tolerance: number): number | null {
    const box = this.bounds(shape);
    const near = inSight(shape).flatMap(
      (element) => this.#joints.of(element).hit(element, at, tolerance) ?? [],
    );
    if (near.length === 0 && !contains(box, at)) return null;
    return Math.min(...near, distanceToPath(at, cornersOf(box), true));
  }

  draw(ctx: CanvasRenderingContext2D, shape: ShapeRecord, style: Style, scale: number): void {
    const shown = inSight(shape);
    ctx.beginPath();
    for (const [from, to] of edgeEnds(shown, this.#edgesOf(shape.labelId))) {
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
    }
    paintPath(ctx, style, scale, false);
    for (const element of shown) {
      const color = style.elementColor(element.labelId);
      const own = { ...style, stroke: color, fill: color, dashed: element.occluded && !style.flat };
      this.#joints.of(element).draw(ctx, element, own, scale);
    }
  }

  /** A handle on every joint, and on the corners of the box around them. */
  handles(shape: ShapeRecord, scale: number): readonly Handle[] {
    const joints = inSight(shape).flatMap((element): Handle[] => {
      const [at] = firstPoint(element);
      return at ? [{ id: element.id, role: "vertex", at, cursor: "move" }] : [];
    });
    if (joints.length < 2) return joints;
    const grips = boxHandles(this.bounds(shape), 0, scale);
    return [...joints, ...grips.filter((grip) => grip.role === "corner")];
  }

  move(shape: ShapeRecord, by: Point, limits: Box): ShapeRecord {
    const allowed = clampMove(this.bounds(shape), by, limits);
    const elements = shape.elements.map((element) =>
      this.#joints.of(element).move(element, allowed, UNBOUNDED),
    );
    return { ...shape, elements };
  }

  transform(shape: ShapeRecord, by: Transform): ShapeRecord {
    const elements = shape.elements.map(
      (element) => this.#joints.of(element).transform(element, by, UNBOUNDED) ?? element,
    );
    return { ...shape, elements };
  }

  dragHandle(drag: HandleDrag): ShapeRecord {
    return drag.handle.role === "vertex"
      ? this.#dragJoint(drag)
      : stretch(drag, this.bounds(drag.shape));
  }

  isValid(shape: ShapeRecord): boolean {
    return shape.elements.length > 0;
  }

  #dragJoint({ shape, handle, at, limits }: HandleDrag): ShapeRecord {
    const by = { x: at.x - handle.at.x, y: at.y - handle.at.y };
    const elements = shape.elements.map((element) =>
      element.id === handle.id ? this.#joints.of(element).move(element, by, limits) : element,
    );
    return { ...shape, elements };
  }
}

function inSight(shape: ShapeRecord): ShapeRecord[] {
  return shape.elements.filter((element) => !element.outside);
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
