import { type Box, boxBetween, encloses } from "../../../core/geometry";
import type { RecordId } from "../../../core/records";
import type { PointerInput } from "../../input";
import { isDrag } from "../gesture";
import type { Next, ToolContext, ToolId, ToolState } from "../tool";

/** A tool that asks for objects, on one frame or several, and then does something with them. */
export interface Picker {
  readonly id: ToolId;
  /** Whether the object may be picked at all. */
  accepts(context: ToolContext, id: RecordId): boolean;
  /** Whether the first one picked is enough. */
  readonly one?: boolean;
  /** Do it; answers with the state to go on with, if the tool is not done. */
  run(context: ToolContext, ids: readonly RecordId[]): Next;
}

/** Clicking picks and drops objects, a pulled box picks all in it; N, Enter or the tool's key does it. */
export function picking(
  picker: Picker,
  context: ToolContext,
  picked: ReadonlySet<RecordId> = new Set(),
): ToolState {
  const finish = () => picker.run(context, [...picked]) ?? "done";
  return {
    name: `${picker.id}.picking`,
    cursor: "pointer",
    hint: { key: `editor:hint.${picker.id}`, values: { count: picked.size } },
    decoration: { picked },
    pointerMove(input) {
      const shape = context.shapeAt(input);
      const able = shape && picker.accepts(context, shape.id) ? shape.id : null;
      context.selection.hover(able);
    },
    pointerDown: (input) => press(picker, context, picked, input),
    finish,
    ...(picked.size > 0 && { removeLast: () => picking(picker, context, withoutLast(picked)) }),
    cancel: () => "done",
  };
}

function press(
  picker: Picker,
  context: ToolContext,
  picked: ReadonlySet<RecordId>,
  input: PointerInput,
): Next {
  if (input.button !== "main") return;
  const shape = context.shapeAt(input);
  if (!shape) return picker.one ? undefined : brushing(picker, context, picked, input, input);
  if (!picker.accepts(context, shape.id)) return;
  if (picker.one) return picker.run(context, [shape.id]) ?? "done";
  const next = new Set(picked);
  if (!next.delete(shape.id)) next.add(shape.id);
  return picking(picker, context, next);
}

function brushing(
  picker: Picker,
  context: ToolContext,
  picked: ReadonlySet<RecordId>,
  from: PointerInput,
  now: PointerInput,
): ToolState {
  const brush = boxBetween(from.at, now.at);
  return {
    name: `${picker.id}.brushing`,
    cursor: "crosshair",
    hint: { key: "editor:hint.select.brushing" },
    busy: true,
    decoration: { picked, ...(isDrag(from, now) && { brush }) },
    pointerMove: (input) => brushing(picker, context, picked, from, input),
    pointerUp: () =>
      picking(picker, context, new Set([...picked, ...within(picker, context, brush)])),
    cancel: () => picking(picker, context, picked),
  };
}

function within(picker: Picker, context: ToolContext, brush: Box): RecordId[] {
  return context.scene
    .within(brush)
    .filter(({ id, bounds }) => encloses(brush, bounds) && picker.accepts(context, id))
    .map(({ id }) => id);
}

function withoutLast(picked: ReadonlySet<RecordId>): Set<RecordId> {
  return new Set([...picked].slice(0, -1));
}
