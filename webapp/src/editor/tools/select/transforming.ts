import {
  type Box,
  bearing,
  boxToBox,
  centreOf,
  clampPoint,
  encloses,
  normaliseDegrees,
  type Transform,
  turnAbout,
} from "../../../core/geometry";
import type { ShapeRecord } from "../../../core/records";
import type { Modifiers, PointerInput } from "../../input";
import type { Handle } from "../../shapes/shape-util";
import { groupBox, stretchBox, transformTogether } from "../../transforming";
import type { ToolContext, ToolState } from "../tool";
import { idle } from "./idle";

interface Grip {
  readonly shapes: readonly ShapeRecord[];
  readonly handle: Handle;
}

/**
 * Stretching or turning several shapes by the box around them. Shift keeps
 * their proportions, or turns in steps of 15 degrees; where one of them would
 * leave the picture they stay as they were last.
 */
export function transforming(
  context: ToolContext,
  grip: Grip,
  from: PointerInput,
  drafts: readonly ShapeRecord[] = grip.shapes,
  degrees = 0,
): ToolState {
  const { shapes, handle } = grip;
  const turns = handle.role === "rotate";
  return {
    name: "select.transforming",
    cursor: turns ? "grabbing" : handle.cursor,
    hint: turns
      ? { key: "editor:hint.select.rotating", values: { degrees } }
      : { key: "editor:hint.select.stretching" },
    busy: true,
    drafts,
    pointerMove(input) {
      const box = groupBox(context.shapes, shapes);
      const by = box && change(context, box, grip, from, input);
      const next = by && transformTogether(context.shapes, shapes, by, context.limits);
      return next ? transforming(context, grip, from, next, by.degrees) : undefined;
    },
    pointerUp() {
      if (drafts !== shapes) context.commands.write(drafts, turns ? "rotate" : "resize");
      return idle(context);
    },
    cancel: () => idle(context),
  };
}

function change(
  context: ToolContext,
  box: Box,
  { handle }: Grip,
  from: PointerInput,
  input: PointerInput,
): Transform {
  if (handle.role === "rotate")
    return turnAbout(centreOf(box), turned(box, from, input, input.shift));
  const pulled = {
    x: handle.at.x + input.at.x - from.at.x,
    y: handle.at.y + input.at.y - from.at.y,
  };
  const at = encloses(context.limits, box) ? clampPoint(pulled, context.limits) : pulled;
  return boxToBox(box, stretchBox(box, handle.id, at, input.shift));
}

const SNAP_DEGREES = 15;

/** Degrees clockwise from where the grip was taken. */
function turned(
  box: Box,
  from: PointerInput,
  { at }: PointerInput,
  snaps: Modifiers["shift"],
): number {
  const centre = centreOf(box);
  const step = snaps ? SNAP_DEGREES : 0.1;
  const degrees = normaliseDegrees(bearing(centre, at) - bearing(centre, from.at));
  return Math.round(Math.round(degrees / step) * step * 10) / 10;
}
