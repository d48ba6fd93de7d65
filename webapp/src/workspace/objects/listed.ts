import type { AnnotationRecord, AttributeValue, ShapeRecord } from "../../core/records";
import { isKeyframe, shapeOn } from "../../core/tracks";

/** What stands on a frame, as a row of the list. */
export interface ListedObject {
  readonly record: AnnotationRecord;
  /** What it is on this frame; `null` for tags. */
  readonly shape: ShapeRecord | null;
}

/**
 * The objects of a frame.
 *
 * A track that is out of sight there is left out, except on the frame it left
 * on, from where it can be brought back.
 */
export function listedObjects(records: readonly AnnotationRecord[], frame: number): ListedObject[] {
  return records.flatMap((record): ListedObject[] => {
    if (record.kind === "tag") return [{ record, shape: null }];
    const shape = shapeOn(record, frame);
    if (!shape) return [];
    const gone = record.kind === "track" && shape.outside && !isKeyframe(record, frame);
    return gone ? [] : [{ record, shape }];
  });
}

/** The attribute values an object has on this frame, by attribute. */
export function attributeValues({ record, shape }: ListedObject): Map<number, string> {
  const values: readonly AttributeValue[] = (shape ?? record).attributes;
  return new Map(values.map(({ spec_id, value }) => [spec_id, value]));
}
