import type { ShapeRecord } from "../core/records";
import { paintPath } from "../editor/shapes/outline";
import type { Handle, PathSink, ShapeUtil } from "../editor/shapes/shape-util";
import { Traced } from "../editor/shapes/traced";
import { asObject, type JobObject, type NewObject } from "./open-job";

/** Picture px. */
interface At {
  readonly x: number;
  readonly y: number;
}

/** A grip of a selected shape. */
export interface PluginHandle extends At {
  /** Stable while the shape keeps its points. */
  readonly id: string;
}

/**
 * How shapes of some labels look and are taken hold of. What is stored stays a shape of `type`:
 * every other client and format sees that.
 */
export interface PluginShapeUtil {
  /** Within the plugin: `arrow`. */
  readonly id: string;
  readonly type: NewObject["type"];
  /** For which labels; the shapes of others are left to the app. */
  appliesTo(label: { readonly id: number; readonly name: string }): boolean;
  /** Trace the outline in picture px; the app paints it, and takes its box and hits from it. */
  outline(shape: JobObject, path: PathSink): void;
  /** Whether it is filled; as its type is by default. */
  readonly closed?: boolean;
  /** Whether these points are enough to be kept. */
  isValid?(shape: JobObject): boolean;
  /** The grips in place of those of its type; needs `drag`. */
  handles?(shape: JobObject): readonly PluginHandle[];
  /** The points after a grip was dragged to `at`. */
  drag?(shape: JobObject, handle: string, at: At): readonly number[];
}

/** A plugin's util on top of the one for all shapes of its type, which stands in when it throws. */
export function shapeUtilOf(
  own: PluginShapeUtil,
  base: ShapeUtil,
  failed: (error: unknown) => void,
): ShapeUtil {
  let broken = false;
  const trying = <T>(act: () => T, instead: () => T): T => {
    if (broken) return instead();
    try {
      return act();
    } catch (error) {
      // Once is enough: it would throw for each shape of each frame.
      broken = true;
      failed(error);
      return instead();
    }
  };
  const closed = own.closed ?? base.closed;
  const traced = (shape: ShapeRecord) => {
    const path = new Traced();
    own.outline(asObject(shape), path);
    return path;
  };
  const { handles, drag, isValid } = own;
  return {
    ...base,
    closed,
    bounds: (shape) =>
      trying(
        () => traced(shape).box,
        () => base.bounds(shape),
      ),
    hit: (shape, at, tolerance) =>
      trying(
        () => traced(shape).hit(at, tolerance, closed),
        () => base.hit(shape, at, tolerance),
      ),
    draw: (ctx, shape, style, scale) =>
      trying(
        () => {
          ctx.beginPath();
          own.outline(asObject(shape), ctx);
          paintPath(ctx, style, scale, closed);
        },
        () => base.draw(ctx, shape, style, scale),
      ),
    isValid: (shape) =>
      base.isValid(shape) &&
      (!isValid ||
        trying(
          () => isValid(asObject(shape)),
          () => true,
        )),
    ...(handles &&
      drag && {
        handles: (shape, scale) =>
          trying(
            () => handles(asObject(shape)).map(asHandle),
            () => base.handles(shape, scale),
          ),
        dragHandle: (held) =>
          trying(
            () => ({
              ...held.shape,
              points: checked(drag(asObject(held.shape), held.handle.id, held.at)),
            }),
            () => base.dragHandle(held),
          ),
      }),
  };
}

function asHandle({ id, x, y }: PluginHandle): Handle {
  return { id, role: "vertex", at: { x, y }, cursor: "move" };
}

function checked(points: readonly number[]): readonly number[] {
  if (!points.every(Number.isFinite)) throw new Error(`these are no points: ${points.join(" ")}`);
  return [...points];
}
