import type { Point } from "../../../core/geometry";
import { alongOutline, type Snapped, type Vertex } from "../snapping";

/** One click's worth of points; a click that follows an outline brings several. */
interface Step {
  readonly points: readonly Point[];
  readonly vertex: Vertex | null;
}

/** Points set so far, by clicks, and clicks taken back. */
export interface Trail {
  readonly steps: readonly Step[];
  readonly undone: readonly Step[];
}

export const NO_TRAIL: Trail = { steps: [], undone: [] };

export function pointsOf(trail: Trail): Point[] {
  return trail.steps.flatMap((step) => step.points);
}

/** The points a click would add: one, or the way along the outline it holds on to. */
export function ahead(trail: Trail, { at, vertex }: Snapped, follows: boolean): readonly Point[] {
  const last = trail.steps.at(-1)?.vertex;
  if (!follows || !vertex || !last || last.shape.id !== vertex.shape.id) return [at];
  return last.index === vertex.index ? [] : alongOutline(vertex.shape, last.index, vertex.index);
}

export function extended(trail: Trail, points: readonly Point[], vertex: Vertex | null): Trail {
  return { steps: [...trail.steps, { points, vertex }], undone: [] };
}

export function stepBack({ steps, undone }: Trail): Trail {
  const last = steps.at(-1);
  return last ? { steps: steps.slice(0, -1), undone: [...undone, last] } : { steps, undone };
}

export function stepForth({ steps, undone }: Trail): Trail {
  const last = undone.at(-1);
  return last ? { steps: [...steps, last], undone: undone.slice(0, -1) } : { steps, undone };
}
