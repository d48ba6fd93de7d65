import {
  type AnnotationRecord,
  type AttributeValue,
  newRecordId,
  type ShapeRecord,
  type ShapeType,
  type Source,
  type TagRecord,
  type TrackedShape,
  type TrackRecord,
} from "./records";

/** The annotation JSON of the server, as read and as written. */
export interface WireTag {
  id?: number | null;
  /** At which version of the job the server last changed it; where it was asked for. */
  version?: number;
  frame: number;
  label_id: number;
  group?: number | null;
  source?: string;
  attributes?: AttributeValue[];
}

export interface WireShape extends WireTag {
  type: ShapeType;
  points?: number[];
  rotation?: number;
  occluded?: boolean;
  outside?: boolean;
  z_order?: number;
  score?: number;
  elements?: WireShape[];
}

export interface WireTrackedShape {
  id?: number | null;
  frame: number;
  type: ShapeType;
  points?: number[];
  rotation?: number;
  occluded?: boolean;
  outside?: boolean;
  z_order?: number;
  attributes?: AttributeValue[];
}

export interface WireTrack extends WireTag {
  shapes: WireTrackedShape[];
  elements?: WireTrack[];
}

export interface WireAnnotations {
  tags: WireTag[];
  shapes: WireShape[];
  tracks: WireTrack[];
}

const SOURCES: ReadonlySet<string> = new Set(["manual", "auto", "semi-auto", "file", "consensus"]);

/** Records for everything the server sent, in its order: tags, shapes, tracks. */
export function fromWire(data: Partial<WireAnnotations>): AnnotationRecord[] {
  return [
    ...(data.tags ?? []).map((tag) => tagFromWire(tag)),
    ...(data.shapes ?? []).map((shape) => shapeFromWire(shape)),
    ...(data.tracks ?? []).map((track) => trackFromWire(track)),
  ];
}

/** The server's JSON for records, each kind in the given order. */
export function toWire(records: readonly AnnotationRecord[]): WireAnnotations {
  const data: WireAnnotations = { tags: [], shapes: [], tracks: [] };
  for (const record of records) {
    if (record.kind === "tag") data.tags.push(tagToWire(record));
    else if (record.kind === "shape") data.shapes.push(shapeToWire(record));
    else data.tracks.push(trackToWire(record));
  }
  return data;
}

/** A tag record; `known` lends its client id to the server's answer. */
export function tagFromWire(tag: WireTag, known?: TagRecord): TagRecord {
  return { ...baseFromWire(tag, known?.id), kind: "tag" };
}

/** A shape record; `known` lends its client ids, so an answer stays the same object. */
export function shapeFromWire(shape: WireShape, known?: ShapeRecord): ShapeRecord {
  return {
    ...baseFromWire(shape, known?.id),
    ...geometryFromWire(shape),
    kind: "shape",
    score: shape.score ?? 1,
    elements: (shape.elements ?? []).map((each, i) => shapeFromWire(each, known?.elements[i])),
  };
}

/** A track record; `known` lends its client ids, so an answer stays the same object. */
export function trackFromWire(track: WireTrack, known?: TrackRecord): TrackRecord {
  const shapes = track.shapes.map(trackedFromWire).sort((a, b) => a.frame - b.frame);
  return {
    ...baseFromWire(track, known?.id),
    kind: "track",
    shapes,
    elements: (track.elements ?? []).map((each, i) => trackFromWire(each, known?.elements[i])),
  };
}

export function tagToWire(tag: TagRecord): WireTag {
  return baseToWire(tag);
}

export function shapeToWire(shape: ShapeRecord): WireShape {
  const wire = { ...baseToWire(shape), ...geometryToWire(shape), score: shape.score };
  return shape.type === "skeleton" ? { ...wire, elements: shape.elements.map(shapeToWire) } : wire;
}

export function trackToWire(track: TrackRecord): WireTrack {
  const wire = { ...baseToWire(track), shapes: track.shapes.map(trackedToWire) };
  return track.elements.length > 0 ? { ...wire, elements: track.elements.map(trackToWire) } : wire;
}

function baseFromWire(wire: WireTag, id: string = newRecordId()) {
  return {
    id,
    serverId: wire.id ?? null,
    frame: wire.frame,
    labelId: wire.label_id,
    group: wire.group ?? 0,
    source: (SOURCES.has(wire.source ?? "") ? wire.source : "manual") as Source,
    attributes: wire.attributes ?? [],
  };
}

function baseToWire(record: AnnotationRecord): WireTag {
  const { frame, labelId, group, source, serverId } = record;
  const wire: WireTag = {
    frame,
    label_id: labelId,
    group,
    source,
    attributes: record.attributes.map(({ spec_id, value }) => ({ spec_id, value })),
  };
  return serverId === null ? wire : { id: serverId, ...wire };
}

function geometryFromWire(wire: Omit<WireTrackedShape, "attributes">) {
  return {
    type: wire.type,
    points: wire.points ?? [],
    rotation: wire.rotation ?? 0,
    occluded: wire.occluded ?? false,
    outside: wire.outside ?? false,
    zOrder: wire.z_order ?? 0,
  };
}

function geometryToWire(shape: ShapeRecord | TrackedShape) {
  return {
    type: shape.type,
    points: shape.points.map(rounded),
    rotation: shape.rotation,
    occluded: shape.occluded,
    outside: shape.outside,
    z_order: shape.zOrder,
  };
}

function trackedFromWire(wire: WireTrackedShape): TrackedShape {
  return {
    ...geometryFromWire(wire),
    serverId: wire.id ?? null,
    frame: wire.frame,
    attributes: wire.attributes ?? [],
  };
}

function trackedToWire(shape: TrackedShape): WireTrackedShape {
  const wire = {
    frame: shape.frame,
    ...geometryToWire(shape),
    attributes: shape.attributes.map(({ spec_id, value }) => ({ spec_id, value })),
  };
  return shape.serverId === null ? wire : { id: shape.serverId, ...wire };
}

/** To a thousandth of a pixel: what is beyond comes from scaling, not from a hand. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
