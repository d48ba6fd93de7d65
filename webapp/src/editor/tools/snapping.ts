import { boxAround, cornersOf, distance, grow, type Point, toPoints } from "../../core/geometry";
import type { RecordId, ShapeRecord } from "../../core/records";
import type { PointerInput } from "../input";
import { inPicture } from "./gesture";
import type { ToolContext } from "./tool";

/** How far a vertex draws the pointer, CSS px. */
const PULL = 10;
/** Vertices shown around the pointer, CSS px. */
const SHOWN_WITHIN = 160;

/** A vertex of a shape on the frame. */
export interface Vertex {
  readonly shape: ShapeRecord;
  readonly index: number;
  readonly at: Point;
}

/** Where a new point goes, and the vertex it was drawn to. */
export interface Snapped {
  readonly at: Point;
  readonly vertex: Vertex | null;
}

/** The pointer's place, on the nearest vertex when snapping is on; Ctrl lets it go free. */
export function snapped(
  context: ToolContext,
  input: PointerInput,
  except: ReadonlySet<RecordId> = new Set(),
): Snapped {
  const free = { at: inPicture(context, input), vertex: null };
  if (context.drawing.snapping === "none" || input.ctrl) return free;
  const within = PULL / context.viewport.scale;
  const [nearest] = verticesNear(context, input.at, within, except)
    .map((vertex) => ({ vertex, away: distance(vertex.at, input.at) }))
    .filter(({ away }) => away <= within)
    .sort((a, b) => a.away - b.away);
  return nearest ? { at: nearest.vertex.at, vertex: nearest.vertex } : free;
}

/** Vertices around a point, to show what it can be drawn to. */
export function magnetsNear(context: ToolContext, at: Point): Point[] {
  if (context.drawing.snapping === "none") return [];
  const within = SHOWN_WITHIN / context.viewport.scale;
  return verticesNear(context, at, within).map((vertex) => vertex.at);
}

function verticesNear(
  { scene }: ToolContext,
  at: Point,
  within: number,
  except: ReadonlySet<RecordId> = new Set(),
): Vertex[] {
  return scene
    .within(grow(boxAround([at.x, at.y]), within))
    .filter(({ id }) => !except.has(id))
    .flatMap(({ shape }) =>
      outlineOf(shape).map((point, index): Vertex => ({ shape, index, at: point })),
    )
    .filter((vertex) => distance(vertex.at, at) <= within);
}

/** Vertices of shapes that have some; none of others. */
export function outlineOf(shape: ShapeRecord): readonly Point[] {
  switch (shape.type) {
    case "polygon":
    case "polyline":
    case "points":
      return toPoints(shape.points);
    case "rectangle":
      return shape.rotation === 0 ? cornersOf(boxAround(shape.points)) : [];
    default:
      return [];
  }
}

/** The way along a shape's outline from one vertex to another, without the first; the shorter one. */
export function alongOutline(shape: ShapeRecord, from: number, to: number): Point[] {
  const outline = outlineOf(shape);
  const forward = walk(outline, from, to, 1);
  if (shape.type === "polyline") return from <= to ? forward : walk(outline, from, to, -1);
  const back = walk(outline, from, to, -1);
  return lengthFrom(outline[from], forward) <= lengthFrom(outline[from], back) ? forward : back;
}

function walk(outline: readonly Point[], from: number, to: number, by: 1 | -1): Point[] {
  const path: Point[] = [];
  for (let i = from; i !== to; ) {
    i = (i + by + outline.length) % outline.length;
    path.push(outline[i] as Point);
  }
  return path;
}

function lengthFrom(start: Point | undefined, path: readonly Point[]): number {
  let [length, from] = [0, start];
  for (const point of path) {
    if (from) length += distance(from, point);
    from = point;
  }
  return length;
}
