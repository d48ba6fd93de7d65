import { clampNumber, type Point } from "../../../core/geometry";
import { type Brush, MaskPaint } from "../../../core/mask-paint";
import type { ShapeRecord } from "../../../core/records";
import type { Bitmask } from "../../../core/rle";
import type { BrushTool } from "../../drawing";
import type { PointerInput } from "../../input";
import { draftOf, drawingHint } from "../drafting";
import type { Next, ToolContext, ToolState } from "../tool";
import { finishMask } from "./finishing";

/** The largest brush, px. */
const LARGEST = 500;

/** A mask being made or changed, with what was done to it so far. */
export interface Painting {
  readonly paint: MaskPaint;
  /** The mask that is changed; `null` while a new one is made. */
  readonly original: ShapeRecord | null;
  readonly done: readonly Bitmask[];
  readonly undone: readonly Bitmask[];
  readonly hidden: boolean;
}

/** Begin a mask: a new one, or `original` to be changed. */
export function paintMask(context: ToolContext, original: ShapeRecord | null = null): ToolState {
  const { right: width, bottom: height } = context.limits;
  const paint = new MaskPaint({ width, height }, original?.points);
  return waiting(context, { paint, original, done: [], undone: [], hidden: false }, null);
}

/** What every state of the tool has in common. */
function common(context: ToolContext, painting: Painting, at: Point | null) {
  const { paint, original, hidden } = painting;
  const { brush } = context.drawing;
  const color = context.colorOf(original ?? draftOf(context, "mask", []));
  const tip = at && isBrush(brush.tool) ? { brushTip: { at, ...brush } } : {};
  return {
    cursor: isBrush(brush.tool) ? "none" : "crosshair",
    busy: original !== null || painting.done.length > 0,
    hides: original?.id,
    decoration: { paint: { paint, color, hidden }, ...tip },
  };
}

function waiting(context: ToolContext, painting: Painting, at: Point | null): ToolState {
  const { tool } = context.drawing.brush;
  return {
    ...common(context, painting, at),
    name: "mask.waiting",
    hint: drawingHint("mask", tool),
    pointerMove: (input) => waiting(context, painting, input.at),
    pointerDown: (input) => press(context, painting, input),
    ...ending(context, painting, (next) => waiting(context, next, at)),
  };
}

function press(context: ToolContext, painting: Painting, input: PointerInput): Next {
  const { tool } = context.drawing.brush;
  if (input.button === "right" && input.alt) return sizing(context, painting, input);
  if (input.button !== "main") return;
  const takes = tool === "eraser" || tool === "polygon-minus";
  if (takes && painting.paint.isEmpty) return;
  if (tool === "fill") {
    const before = painting.paint.snapshot();
    return painting.paint.fill(input.at)
      ? waiting(context, after(painting, before), input.at)
      : undefined;
  }
  if (!isBrush(tool)) return patching(context, painting, [input.at], input.at);
  const before = painting.paint.snapshot();
  painting.paint.stroke(input.at, input.at, brushFor(context, input), tool === "brush");
  return stroking(context, after(painting, before), input.at);
}

/** The button is down: the brush leaves its mark wherever it goes. */
function stroking(context: ToolContext, painting: Painting, from: Point): ToolState {
  const { brush } = context.drawing;
  const stop = () => waiting(context, painting, from);
  return {
    ...common(context, painting, from),
    name: "mask.stroking",
    hint: drawingHint("mask", brush.tool),
    pointerMove(input) {
      painting.paint.stroke(from, input.at, brushFor(context, input), brush.tool === "brush");
      return stroking(context, painting, input.at);
    },
    pointerUp: stop,
    ...ending(context, painting, (next) => waiting(context, next, from)),
  };
}

/** The brush, finer where a pen is pressed less. */
function brushFor({ drawing: { brush } }: ToolContext, { pressure }: PointerInput): Brush {
  if (pressure === null || !brush.byPressure) return brush;
  return { ...brush, size: Math.max(1, brush.size * pressure) };
}

/** Setting the corners of a polygon that is added to the mask or taken from it. */
function patching(
  context: ToolContext,
  painting: Painting,
  points: readonly Point[],
  next: Point,
): ToolState {
  const back = () =>
    points.length > 1
      ? patching(context, painting, points.slice(0, -1), next)
      : waiting(context, painting, next);
  const close = () => {
    if (points.length < 3) return back();
    const before = painting.paint.snapshot();
    painting.paint.polygon(points, context.drawing.brush.tool === "polygon-plus");
    return waiting(context, after(painting, before), next);
  };
  const shared = common(context, painting, null);
  return {
    ...shared,
    busy: true,
    name: "mask.patching",
    hint: drawingHint("mask", "patching", { count: points.length }),
    decoration: { ...shared.decoration, line: [...points, next], placed: points },
    pointerMove: (input) => patching(context, painting, points, input.at),
    pointerDown(input) {
      if (input.button === "right") return back();
      if (input.button !== "main") return;
      return patching(context, painting, [...points, input.at], input.at);
    },
    doubleClick: close,
    finish: close,
    removeLast: back,
    undo: back,
    cancel: () => waiting(context, painting, next),
  };
}

/** Alt and the right button: dragging sideways makes the brush larger or smaller. */
function sizing(
  context: ToolContext,
  painting: Painting,
  from: PointerInput,
  began: number = context.drawing.brush.size,
): ToolState {
  const { brush } = context.drawing;
  const stop = () => waiting(context, painting, from.at);
  return {
    ...common(context, painting, from.at),
    name: "mask.sizing",
    hint: drawingHint("mask", "sizing", { size: brush.size }),
    pointerMove(input) {
      const size = Math.round(began + (input.screen.x - from.screen.x) / 2);
      context.setDrawing({ brush: { ...brush, size: clampNumber(size, 1, LARGEST) } });
      return sizing(context, painting, from, began);
    },
    pointerUp: stop,
    cancel: stop,
  };
}

/** Finishing, taking back and doing again, the same in every state. */
function ending(context: ToolContext, painting: Painting, goOn: (next: Painting) => ToolState) {
  const { paint, done, undone } = painting;
  const step = (from: readonly Bitmask[], to: readonly Bitmask[]) => {
    const last = from.at(-1);
    if (!last) return undefined;
    const now = paint.snapshot();
    paint.restore(last);
    return { from: from.slice(0, -1), to: [...to, now] };
  };
  const undo = () => {
    const moved = step(done, undone);
    return moved && goOn({ ...painting, done: moved.from, undone: moved.to });
  };
  const redo = () => {
    const moved = step(undone, done);
    return moved && goOn({ ...painting, undone: moved.from, done: moved.to });
  };
  return {
    finish: (): Next => finishMask(context, painting),
    finishAndContinue: (): Next => {
      finishMask(context, painting);
      return paintMask(context);
    },
    toggleHidden: (): Next => goOn({ ...painting, hidden: !painting.hidden }),
    cancel: (): Next => "done",
    ...(done.length > 0 && { undo, removeLast: undo }),
    ...(undone.length > 0 && { redo }),
  };
}

function after(painting: Painting, before: Bitmask): Painting {
  return { ...painting, done: [...painting.done, before], undone: [] };
}

function isBrush(tool: BrushTool): boolean {
  return tool === "brush" || tool === "eraser";
}
