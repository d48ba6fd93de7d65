import type { AnnotationRecord, ShapeRecord, TrackRecord } from "../../core/records";
import { isSame } from "../../journal/merge";

export type Part = "label" | "geometry" | "keyframes" | "attributes" | "flags" | "group";

/** In what two states of one object differ. */
export function differences(mine: AnnotationRecord, theirs: AnnotationRecord): Part[] {
  const differs: [Part, boolean][] = [
    ["label", mine.labelId !== theirs.labelId],
    ["attributes", !isSame(mine.attributes, theirs.attributes)],
    ["group", mine.group !== theirs.group],
    ...ofKind(mine, theirs),
  ];
  return differs.filter(([, differ]) => differ).map(([part]) => part);
}

/** The frame on which to compare them: the first that looks different, else where mine begins. */
export function frameToCompare(mine: AnnotationRecord | null, theirs: AnnotationRecord | null) {
  if (mine?.kind === "track" && theirs?.kind === "track") {
    const frames = [...mine.shapes, ...theirs.shapes].map(({ frame }) => frame);
    const unlike = frames
      .sort((a, b) => a - b)
      .find((frame) => !isSame(keyframe(mine, frame), keyframe(theirs, frame)));
    if (unlike !== undefined) return unlike;
  }
  return (mine ?? theirs)?.frame ?? 0;
}

function ofKind(mine: AnnotationRecord, theirs: AnnotationRecord): [Part, boolean][] {
  if (mine.kind === "shape" && theirs.kind === "shape") {
    return [
      ["geometry", !isSame(geometry(mine), geometry(theirs))],
      ["flags", !isSame(flags(mine), flags(theirs))],
    ];
  }
  if (mine.kind === "track" && theirs.kind === "track")
    return [["keyframes", !isSame(keyframes(mine), keyframes(theirs))]];
  return [];
}

const geometry = (shape: ShapeRecord): unknown => [
  shape.points,
  shape.rotation,
  shape.elements.map((element) => [geometry(element), flags(element)]),
];
const flags = ({ occluded, outside, zOrder }: ShapeRecord) => [occluded, outside, zOrder];
const keyframes = (track: TrackRecord): unknown => [
  track.shapes.map(({ serverId: _, ...shape }) => shape),
  track.elements.map(keyframes),
];
const keyframe = (track: TrackRecord, frame: number) => {
  const found = track.shapes.find((shape) => shape.frame === frame);
  return found && { ...found, serverId: null };
};
