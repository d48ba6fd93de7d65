import { blendCurves } from "./curves";
import { normaliseDegrees, shortestTurn } from "./geometry";
import type {
  AnnotationRecord,
  ShapeRecord,
  ShapeType,
  TrackedShape,
  TrackRecord,
} from "./records";

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
  if (left.frame === frame || left.outside || !right) return { ...left, frame };
  const share = (frame - left.frame) / (right.frame - left.frame);
  return { ...left, frame, ...blend(left, right, share) };
}

type Blended = Pick<TrackedShape, "points"> & Partial<Pick<TrackedShape, "rotation">>;
type Blend = (left: TrackedShape, right: TrackedShape, share: number) => Blended;

const straightAndTurned: Blend = (left, right, share) => ({
  points: straight(left, right, share),
  rotation: turned(left, right, share),
});

/** How each type moves between keyframes; a type not here stays as it was. */
const BLENDS: Partial<Record<ShapeType, Blend>> = {
  rectangle: straightAndTurned,
  ellipse: straightAndTurned,
  cuboid: (left, right, share) => ({ points: straight(left, right, share) }),
  points: (left, right, share) => ({
    points: isOnePoint(left) && isOnePoint(right) ? straight(left, right, share) : left.points,
  }),
  polygon: (left, right, share) => ({
    points: blendCurves(left.points, right.points, share, true),
  }),
  polyline: (left, right, share) => ({
    points: blendCurves(left.points, right.points, share, false),
  }),
};

function blend(left: TrackedShape, right: TrackedShape, share: number): Partial<Blended> {
  return left.type === right.type ? (BLENDS[left.type]?.(left, right, share) ?? {}) : {};
}

function isOnePoint(shape: TrackedShape): boolean {
  return shape.points.length === 2;
}

function straight(left: TrackedShape, right: TrackedShape, share: number): number[] {
  return left.points.map((value, i) => value + ((right.points[i] ?? value) - value) * share);
}

function turned(left: TrackedShape, right: TrackedShape, share: number): number {
  return normaliseDegrees(left.rotation + shortestTurn(left.rotation, right.rotation) * share);
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
  const elements = record.elements.flatMap((element) => shapeOn(element, frame) ?? []);
  const tracked = trackedAt(record, frame) ?? (elements.length > 0 ? bareSkeleton(frame) : null);
  if (!tracked) return null;
  const { shapes: _, ...base } = record;
  const hidden = elements.length > 0 && elements.every((element) => element.outside);
  return {
    ...base,
    ...tracked,
    serverId: record.serverId,
    kind: "shape",
    score: 1,
    outside: tracked.outside || hidden,
    attributes: [...record.attributes, ...tracked.attributes],
    elements,
  };
}

/** A skeleton whose elements have keyframes before it has one itself. */
function bareSkeleton(frame: number): TrackedShape {
  return {
    serverId: null,
    frame,
    type: "skeleton",
    points: [],
    rotation: 0,
    occluded: false,
    outside: false,
    zOrder: 0,
    attributes: [],
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
