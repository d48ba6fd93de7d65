import type { AnnotationRecord, AttributeValue } from "../core/records";
import { trackedAt, withKeyframe } from "../core/tracks";
import type { AttributeInfo, LabelInfo } from "./options";

/** The values a new object of the label begins with. */
export function defaultAttributes(label: LabelInfo | undefined): AttributeValue[] {
  return (label?.attributes ?? []).map(({ id, defaultValue }) => ({
    spec_id: id,
    value: defaultValue,
  }));
}

/**
 * `record` under another label, with that label's default attributes.
 *
 * A skeleton keeps its label: its joints belong to it.
 */
export function changeLabel(record: AnnotationRecord, label: LabelInfo): AnnotationRecord {
  if (record.labelId === label.id || isSkeleton(record)) return record;
  const attributes = defaultAttributes(label);
  if (record.kind !== "track") return { ...record, labelId: label.id, attributes };
  const mutable = new Set(label.attributes?.filter((each) => each.mutable).map((each) => each.id));
  const varying = attributes.filter((each) => mutable.has(each.spec_id));
  return {
    ...record,
    labelId: label.id,
    attributes: attributes.filter((each) => !mutable.has(each.spec_id)),
    shapes: record.shapes.map((shape) => ({ ...shape, attributes: varying })),
  };
}

/** `record` with one attribute set; a mutable one of a track is set by a keyframe on the frame. */
export function changeAttribute(
  record: AnnotationRecord,
  frame: number,
  info: AttributeInfo,
  value: string,
): AnnotationRecord {
  const set = (values: readonly AttributeValue[]) => [
    ...values.filter((each) => each.spec_id !== info.id),
    { spec_id: info.id, value },
  ];
  if (record.kind !== "track" || !info.mutable) {
    return { ...record, attributes: set(record.attributes) };
  }
  const tracked = trackedAt(record, frame);
  if (!tracked) return record;
  return withKeyframe(record, { ...tracked, attributes: set(tracked.attributes) });
}

function isSkeleton(record: AnnotationRecord): boolean {
  if (record.kind === "tag") return false;
  return record.kind === "track" ? record.elements.length > 0 : record.type === "skeleton";
}
