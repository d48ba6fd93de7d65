import { newRecordId, newTrack, type ShapeRecord, type TrackRecord } from "../core/records";
import { forgetServerIds } from "../core/server-ids";
import type { LabelInfo } from "./options";

/** The shape with a new id on `frame`, unknown to the server. */
export function copyOf(shape: ShapeRecord, frame: number): ShapeRecord {
  return {
    ...forgetServerIds(shape),
    id: newRecordId(),
    frame,
    source: "manual",
    elements: shape.elements.map((element) => copyOf(element, frame)),
  };
}

/** A track that begins with the shape; attributes that may change along it go to its keyframe. */
export function trackOf(
  shape: ShapeRecord,
  labelOf: (id: number) => LabelInfo | undefined,
): TrackRecord {
  const info = labelOf(shape.labelId)?.attributes ?? [];
  const mutable = new Set(info.filter((each) => each.mutable).map((each) => each.id));
  const { id, frame, labelId, group, source, attributes } = shape;
  const { type, points, rotation, occluded, outside, zOrder } = shape;
  const keyframe = {
    ...{ type, points, rotation, occluded, outside, zOrder, frame },
    serverId: null,
    attributes: attributes.filter((each) => mutable.has(each.spec_id)),
  };
  return newTrack({
    ...{ id, frame, labelId, group, source },
    attributes: attributes.filter((each) => !mutable.has(each.spec_id)),
    shapes: [keyframe],
    elements: shape.elements.map((element) => trackOf(element, labelOf)),
  });
}
