import {
  type Box,
  cornersOf,
  distance,
  type Point,
  sizeOf,
  toFlat,
  union,
} from "../../core/geometry";
import type { PointerInput } from "../input";
import { inPicture } from "./gesture";
import { pullingArea } from "./pulling-area";
import type { ToolContext, ToolState } from "./tool";

/**
 * Asks for a place, a box or an outline on the picture, for whoever wants one; N or Enter takes
 * what is selected.
 */
export function region(context: ToolContext): ToolState {
  const hint = { key: "editor:hint.region" };
  return {
    name: "region.waiting",
    cursor: "crosshair",
    hint,
    decoration: { crosshair: true },
    pointerDown(input) {
      if (input.button !== "main") return "done";
      if (input.shift) return outlining(context, [inPicture(context, input)], input);
      const chosen = (area: Box) => context.regionChosen.emit(pointsOf(area));
      return pullingArea(context, { hint, chosen }, input);
    },
    finish() {
      context.regionChosen.emit(aroundSelected(context));
      return "done";
    },
    cancel: () => "done",
  };
}

/** A place as one pair, an area as its corners. */
function pointsOf(area: Box): number[] {
  const { width, height } = sizeOf(area);
  return width === 0 && height === 0 ? [area.left, area.top] : toFlat(cornersOf(area));
}

/** The outline of the one object that is selected, or the box around several; else the picture. */
function aroundSelected({ scene, selection, limits }: ToolContext): readonly number[] {
  const items = [...selection.ids].flatMap((id) => scene.item(id) ?? []);
  const [only] = items;
  if (items.length === 1 && only?.shape.type === "polygon") return only.shape.points;
  const boxes = items.map(({ bounds }) => bounds);
  return pointsOf(boxes.length > 0 ? boxes.reduce(union) : limits);
}

/** On screen, px: a click so near to the first corner closes the outline. */
const CLOSES = 10;

/** Setting the corners of an outline. */
function outlining(
  context: ToolContext,
  corners: readonly Point[],
  { at: next }: Pick<PointerInput, "at">,
): ToolState {
  const back = () =>
    corners.length > 1 ? outlining(context, corners.slice(0, -1), { at: next }) : region(context);
  const close = () => {
    if (corners.length < 3) return;
    context.regionChosen.emit(toFlat(corners));
    return "done" as const;
  };
  const [first] = corners;
  const closes = (at: Point) =>
    corners.length > 2 && first && distance(first, at) * context.viewport.scale < CLOSES;
  return {
    name: "region.outlining",
    cursor: "crosshair",
    hint: { key: "editor:hint.outline", values: { count: corners.length } },
    busy: true,
    decoration: { line: [...corners, next], placed: corners, crosshair: true },
    pointerMove: (input) => outlining(context, corners, input),
    pointerDown(input) {
      if (input.button === "right") return back();
      if (input.button !== "main") return;
      const at = inPicture(context, input);
      return closes(at) ? close() : outlining(context, [...corners, at], input);
    },
    doubleClick: close,
    finish: close,
    removeLast: back,
    undo: back,
    cancel: () => region(context),
  };
}
