import { uuid } from "./uuid";

/** Client id of a record: a UUID, stable for the life of the record on this client. */
export type RecordId = string;

export type ShapeType =
  | "rectangle"
  | "polygon"
  | "polyline"
  | "points"
  | "ellipse"
  | "mask"
  | "cuboid"
  | "skeleton";

export type Source = "manual" | "auto" | "semi-auto" | "file" | "consensus";

export interface AttributeValue {
  readonly spec_id: number;
  readonly value: string;
}

interface Base {
  readonly id: RecordId;
  readonly serverId: number | null;
  readonly frame: number;
  readonly labelId: number;
  readonly group: number;
  readonly source: Source;
  readonly attributes: readonly AttributeValue[];
}

/**
 * One shape on one frame.
 *
 * `points` follow the wire: rectangle x1, y1, x2, y2; ellipse cx, cy, right x,
 * top y; polygon, polyline and points a flat x, y list; mask run lengths over
 * its tight box then left, top, right, bottom (inclusive); cuboid 8 points.
 * Lengths are px; `rotation` is degrees clockwise about the centre.
 */
export interface ShapeRecord extends Base {
  readonly kind: "shape";
  readonly type: ShapeType;
  readonly points: readonly number[];
  readonly rotation: number;
  readonly occluded: boolean;
  readonly outside: boolean;
  readonly zOrder: number;
  readonly score: number;
  readonly elements: readonly ShapeRecord[];
}

/** A label on a whole frame. */
export interface TagRecord extends Base {
  readonly kind: "tag";
}

/** A keyframe of a track. */
export interface TrackedShape {
  readonly serverId: number | null;
  readonly frame: number;
  readonly type: ShapeType;
  readonly points: readonly number[];
  readonly rotation: number;
  readonly occluded: boolean;
  readonly outside: boolean;
  readonly zOrder: number;
  readonly attributes: readonly AttributeValue[];
}

/** One object over many frames; `shapes` are its keyframes in frame order. */
export interface TrackRecord extends Base {
  readonly kind: "track";
  readonly shapes: readonly TrackedShape[];
  readonly elements: readonly TrackRecord[];
}

export type AnnotationRecord = ShapeRecord | TagRecord | TrackRecord;

/** One record before and after a change; `null` means absent. */
export interface RecordDiff {
  readonly id: RecordId;
  readonly before: AnnotationRecord | null;
  readonly after: AnnotationRecord | null;
}

export type ChangeOrigin = "user" | "undo" | "redo" | "load" | "server";

export interface Change {
  readonly diffs: readonly RecordDiff[];
  readonly origin: ChangeOrigin;
}

export function newRecordId(): RecordId {
  return uuid();
}

const BASE = { serverId: null, group: 0, source: "manual", attributes: [] } as const;

type Fresh<R extends AnnotationRecord, Needed extends keyof R> = Pick<R, Needed> & Partial<R>;

/** A new shape with the defaults of the wire for what is not given. */
export function newShape(
  given: Fresh<ShapeRecord, "type" | "frame" | "labelId" | "points">,
): ShapeRecord {
  return {
    ...BASE,
    id: newRecordId(),
    rotation: 0,
    occluded: false,
    outside: false,
    zOrder: 0,
    score: 1,
    elements: [],
    ...given,
    kind: "shape",
  };
}

/** A new tag with the defaults of the wire for what is not given. */
export function newTag(given: Fresh<TagRecord, "frame" | "labelId">): TagRecord {
  return { ...BASE, id: newRecordId(), ...given, kind: "tag" };
}

/** A new track with the defaults of the wire for what is not given. */
export function newTrack(given: Fresh<TrackRecord, "frame" | "labelId" | "shapes">): TrackRecord {
  return { ...BASE, id: newRecordId(), elements: [], ...given, kind: "track" };
}
