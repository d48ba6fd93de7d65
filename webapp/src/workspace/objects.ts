import type { AnnotationRecord, AttributeValue, ShapeRecord } from "../core/records";
import { shapeOn } from "../core/tracks";

/** What stands on a frame, as a row of the list. */
export interface ListedObject {
  readonly record: AnnotationRecord;
  /** What it is on this frame; `null` for tags. */
  readonly shape: ShapeRecord | null;
}

/** The objects of a frame; a track that is out of sight there is left out. */
export function listedObjects(records: readonly AnnotationRecord[], frame: number): ListedObject[] {
  return records.flatMap((record): ListedObject[] => {
    if (record.kind === "tag") return [{ record, shape: null }];
    const shape = shapeOn(record, frame);
    return shape && !(record.kind === "track" && shape.outside) ? [{ record, shape }] : [];
  });
}

/** The attribute values an object has on this frame, by attribute. */
export function attributeValues({ record, shape }: ListedObject): Map<number, string> {
  const values: readonly AttributeValue[] = (shape ?? record).attributes;
  return new Map(values.map(({ spec_id, value }) => [spec_id, value]));
}
