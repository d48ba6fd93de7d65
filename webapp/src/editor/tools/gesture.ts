import { clampPoint, distance, type Point } from "../../core/geometry";
import type { PointerInput } from "../input";
import type { ToolContext } from "./tool";

const MOUSE_SLOP = 4;
const TOUCH_SLOP = 10;

/** Whether the pointer went far enough from where it was pressed to mean a drag. */
export function isDrag(from: PointerInput, now: PointerInput): boolean {
  return distance(from.screen, now.screen) > (now.touch ? TOUCH_SLOP : MOUSE_SLOP);
}

/** The pointer's place, drawn into the picture when it is outside. */
export function inPicture(context: ToolContext, input: PointerInput): Point {
  return clampPoint(input.at, context.limits);
}
