import type {
  AttributeValue,
  RecordDiff,
  ShapeRecord,
  ShapeType,
  TrackRecord,
} from "../core/records";

type Thing = Record<string, unknown>;

const TYPES: Readonly<Record<ShapeType, true>> = {
  rectangle: true,
  polygon: true,
  polyline: true,
  points: true,
  ellipse: true,
  mask: true,
  cuboid: true,
  skeleton: true,
};

/** Whether something out of a file is an edit that the editor can work with. */
export function isEdit(value: unknown): value is RecordDiff {
  if (!isThing(value) || typeof value.id !== "string") return false;
  return [value.before, value.after].every((record) => record === null || isRecord(record));
}

function isRecord(value: unknown): boolean {
  if (!isThing(value) || !hasHead(value)) return false;
  if (value.kind === "tag") return true;
  return value.kind === "shape" ? isShape(value) : value.kind === "track" && isTrack(value);
}

function hasHead({ id, serverId, frame, labelId, group, source, attributes }: Thing): boolean {
  const words = typeof id === "string" && typeof source === "string";
  return (
    words && isId(serverId) && [frame, labelId, group].every(isCount) && areAnswers(attributes)
  );
}

function isShape(value: Thing): value is Thing & ShapeRecord {
  if (!isDrawn(value) || !isNumber(value.score) || !Array.isArray(value.elements)) return false;
  return value.elements.every((one) => isThing(one) && hasHead(one) && isShape(one));
}

function isTrack(value: Thing): value is Thing & TrackRecord {
  if (!Array.isArray(value.shapes) || !Array.isArray(value.elements)) return false;
  const keyframe = (one: unknown) =>
    isThing(one) &&
    isId(one.serverId) &&
    isCount(one.frame) &&
    isDrawn(one) &&
    areAnswers(one.attributes);
  if (value.shapes.length + value.elements.length === 0 || !value.shapes.every(keyframe))
    return false;
  return value.elements.every((one) => isThing(one) && hasHead(one) && isTrack(one));
}

function isDrawn({ type, points, rotation, occluded, outside, zOrder }: Thing): boolean {
  const known = typeof type === "string" && Object.hasOwn(TYPES, type);
  const flags = typeof occluded === "boolean" && typeof outside === "boolean";
  return known && flags && areNumbers(points) && isNumber(rotation) && isNumber(zOrder);
}

function isThing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
const isId = (value: unknown) => value === null || Number.isInteger(value);
const areNumbers = (value: unknown) => Array.isArray(value) && value.every(isNumber);

function areAnswers(value: unknown): value is AttributeValue[] {
  const answer = (one: unknown) =>
    isThing(one) && isCount(one.spec_id) && typeof one.value === "string";
  return Array.isArray(value) && value.every(answer);
}
