import type { AnnotationRecord, AttributeValue, TrackRecord } from "../core/records";
import { defaultAttributes } from "./attributes";
import type { LabelInfo } from "./options";

/** By which words another job finds its own label and attributes for an id of this one. */
export type LabelWords = Readonly<
  Record<number, { readonly name: string; readonly attributes: Readonly<Record<number, string>> }>
>;

/** The words for every label that the records have. */
export function wordsOf(
  records: readonly AnnotationRecord[],
  labelOf: (id: number) => LabelInfo | undefined,
): LabelWords {
  const ids = new Set(records.flatMap(labelsOf));
  return Object.fromEntries(
    [...ids].map((id) => {
      const label = labelOf(id);
      const attributes = (label?.attributes ?? []).map(({ id: spec, name = "" }) => [spec, name]);
      return [id, { name: label?.name ?? "", attributes: Object.fromEntries(attributes) }];
    }),
  );
}

function labelsOf(record: AnnotationRecord): number[] {
  const elements = record.kind === "tag" ? [] : record.elements;
  return [record.labelId, ...elements.flatMap(labelsOf)];
}

/** The record under the label of the same name, or `null` where `labels` have none. */
export function translated<R extends AnnotationRecord>(
  record: R,
  words: LabelWords,
  labels: readonly LabelInfo[],
): R | null {
  const word = words[record.labelId];
  const label = labels.find(({ name }) => name === word?.name);
  if (!word || !label) return null;
  const own = {
    ...record,
    labelId: label.id,
    attributes:
      record.kind === "track"
        ? found(record.attributes, word.attributes, label)
        : completed(record.attributes, word.attributes, label),
  };
  if (own.kind === "tag") return own;
  const elements = own.elements.map((each) => translated(each, words, label.sublabels ?? []));
  if (elements.includes(null)) return null;
  if (own.kind === "shape") return { ...own, elements };
  return { ...own, elements, shapes: keyframes(own, word.attributes, label) };
}

function keyframes({ shapes }: TrackRecord, names: Names, label: LabelInfo) {
  return shapes.map((shape) => ({ ...shape, attributes: found(shape.attributes, names, label) }));
}

type Names = Readonly<Record<number, string>>;

/** The values under the attributes of the same names; those the label has not are left out. */
function found(
  values: readonly AttributeValue[],
  names: Names,
  label: LabelInfo,
): AttributeValue[] {
  return values.flatMap(({ spec_id, value }) => {
    const info = label.attributes?.find(({ name }) => name === names[spec_id]);
    return info ? [{ spec_id: info.id, value }] : [];
  });
}

/** Those, and what the label begins with for all others. */
function completed(
  values: readonly AttributeValue[],
  names: Names,
  label: LabelInfo,
): AttributeValue[] {
  const given = new Map(found(values, names, label).map(({ spec_id, value }) => [spec_id, value]));
  return defaultAttributes(label).map(({ spec_id, value }) => ({
    spec_id,
    value: given.get(spec_id) ?? value,
  }));
}
