import { shortestTurn } from "./geometry";
import { normaliseDegrees } from "./geometry/rotation";
import type { AnnotationRecord, ShapeRecord, TrackedShape, TrackRecord } from "./records";

/** The first frame on which the track has a keyframe. */
export function firstFrame(track: TrackRecord): number {
  const frames = [track.shapes[0]?.frame ?? Infinity, ...track.elements.map(firstFrame)];
  const first = Math.min(...frames);
  return Number.isFinite(first) ? first : track.frame;
}

/** Whether the track has a keyframe of its own on the frame. */
export function isKeyframe(track: TrackRecord, frame: number): boolean {
  return (
    track.shapes.some((shape) => shape.frame === frame) ||
    track.elements.some((element) => isKeyframe(element, frame))
  );
}

/** All frames with a keyframe, ascending. */
export function keyframes(track: TrackRecord): number[] {
  const frames = [
    ...track.shapes.map((shape) => shape.frame),
    ...track.elements.flatMap((element) => keyframes(element)),
  ];
  return [...new Set(frames)].sort((a, b) => a - b);
}

/**
 * What the track is on the frame: its keyframe, the blend of the two around it,
 * or the last one held; `null` before the first keyframe. The caller looks at
 * `outside` to know whether it is visible.
 */
export function trackedAt(track: TrackRecord, frame: number): TrackedShape | null {
  const left = track.shapes.findLast((shape) => shape.frame <= frame);
  if (!left) return null;
  const right = track.shapes.find((shape) => shape.frame > frame);
  if (left.frame === frame || !right || left.outside || right.outside) {
    return { ...left, frame };
  }
  return blend(left, right, frame);
}

function blend(left: TrackedShape, right: TrackedShape, frame: number): TrackedShape {
  const t = (frame - left.frame) / (right.frame - left.frame);
  if (!blendsLinearly(left, right)) return { ...left, frame };
  return {
    ...left,
    frame,
    points: left.points.map((value, i) => value + ((right.points[i] ?? value) - value) * t),
    rotation: normaliseDegrees(left.rotation + shortestTurn(left.rotation, right.rotation) * t),
  };
}

const LINEAR = new Set(["rectangle", "ellipse", "cuboid", "skeleton"]);

function blendsLinearly(left: TrackedShape, right: TrackedShape): boolean {
  if (left.points.length !== right.points.length) return false;
  return LINEAR.has(left.type) || (left.type === "points" && left.points.length === 2);
}

/**
 * The shape to show for a record on the frame, under the record's own id.
 *
 * A shape is itself; a track is what it is on that frame (with `outside` where
 * it is out of sight); `null` for tags and for tracks not yet begun.
 */
export function shapeOn(record: AnnotationRecord, frame: number): ShapeRecord | null {
  if (record.kind === "shape") return record.frame === frame ? record : null;
  if (record.kind === "tag") return null;
  const tracked = trackedAt(record, frame);
  if (!tracked) return null;
  const elements = record.elements.flatMap((element) => shapeOn(element, frame) ?? []);
  const { shapes: _, ...base } = record;
  return {
    ...base,
    ...tracked,
    serverId: record.serverId,
    kind: "shape",
    score: 1,
    outside: tracked.outside,
    attributes: [...record.attributes, ...tracked.attributes],
    elements,
  };
}

/**
 * `record` with `shape` written back on the frame: the shape itself, or a
 * keyframe of the track and of those elements that differ.
 */
export function writeShape(
  record: AnnotationRecord,
  frame: number,
  shape: ShapeRecord,
): AnnotationRecord {
  if (record.kind === "tag") return record;
  return record.kind === "shape" ? shape : writeTrack(record, frame, shape);
}

function writeTrack(track: TrackRecord, frame: number, shape: ShapeRecord): TrackRecord {
  const elements = track.elements.map((element) => {
    const part = shape.elements.find((each) => each.id === element.id);
    return part ? writeTrack(element, frame, part) : element;
  });
  const { labelId, group } = shape;
  const written = { ...track, labelId, group, elements };
  if (sameOn(track, frame, shape)) return written;
  return withKeyframe(written, keyframeOf(track, frame, shape));
}

/** `track` with the keyframe added, or put in place of the one on its frame. */
export function withKeyframe<T extends TrackRecord>(track: T, keyframe: TrackedShape): T {
  const others = track.shapes.filter((shape) => shape.frame !== keyframe.frame);
  const shapes = [...others, keyframe].sort((a, b) => a.frame - b.frame);
  return { ...track, shapes, frame: Math.min(track.frame, keyframe.frame) };
}

function keyframeOf(track: TrackRecord, frame: number, shape: ShapeRecord): TrackedShape {
  const own = track.shapes.find((each) => each.frame === frame);
  const { type, points, rotation, occluded, outside, zOrder } = shape;
  return {
    serverId: own?.serverId ?? null,
    frame,
    type,
    points,
    rotation,
    occluded,
    outside,
    zOrder,
    attributes: trackedAt(track, frame)?.attributes ?? [],
  };
}

const TRACKED_FIELDS = ["points", "rotation", "occluded", "outside", "zOrder"] as const;

function sameOn(track: TrackRecord, frame: number, shape: ShapeRecord): boolean {
  const tracked = trackedAt(track, frame);
  if (!tracked) return false;
  return TRACKED_FIELDS.every((field) => equal(tracked[field], shape[field]));
}

function equal(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
