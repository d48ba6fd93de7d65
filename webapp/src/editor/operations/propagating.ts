import { newRecordId, type ShapeRecord } from "../../core/records";
import { forgetServerIds } from "../../core/server-ids";

/** Copies of shapes for each of the frames, as shapes of their own. */
export function propagated(
  shapes: readonly ShapeRecord[],
  frames: readonly number[],
): ShapeRecord[] {
  return frames.flatMap((frame) => shapes.map((shape) => copyOn(shape, frame)));
}

/** A copy the server does not know, on another frame. */
export function copyOn(shape: ShapeRecord, frame: number): ShapeRecord {
  return {
    ...forgetServerIds(shape),
    id: newRecordId(),
    frame,
    outside: false,
    elements: shape.elements.map((element) => ({
      ...copyOn(element, frame),
      outside: element.outside,
    })),
  };
}
