import type { AnnotationRecord, ShapeRecord } from "../../core/records";
import { isKeyframe } from "../../core/tracks";
import type { Editor } from "../../editor";
import { areaOf } from "./area";
import type { Fact, Facts } from "./query";

/** What a query may ask of an object on a frame; attributes go by their names. */
export function factsOf(
  editor: Editor,
  record: AnnotationRecord,
  shape: ShapeRecord | null,
): Facts {
  const label = editor.label(record.labelId);
  const values = new Map<string, readonly Fact[]>([
    ["id", [editor.store.numberOf(record.id)]],
    ["label", [label?.name ?? ""]],
    ["type", [shape?.type ?? "tag"]],
    ["source", [record.source]],
    ["group", [record.group]],
    ["frame", [shape?.frame ?? record.frame]],
    ...(record.serverId === null ? [] : [["server", [record.serverId]] as const]),
    ...(shape ? measures(editor, shape) : []),
  ]);
  const given = new Map((shape ?? record).attributes.map((each) => [each.spec_id, each.value]));
  for (const { id, name } of label?.attributes ?? []) {
    const value = given.get(id);
    if (value !== undefined && name) values.set(name.toLowerCase(), [value]);
  }
  return { values, flags: flagsOf(editor, record, shape) };
}

function measures(editor: Editor, shape: ShapeRecord): [string, readonly Fact[]][] {
  const { left, top, right, bottom } = editor.shapes.of(shape).bounds(shape);
  const area = areaOf(shape);
  return [
    ...(area === null ? [] : [["area", [area]] as [string, readonly Fact[]]]),
    ["width", [right - left]],
    ["height", [bottom - top]],
    ["rotation", [shape.rotation]],
    ["layer", [shape.zOrder]],
    ["score", [shape.score]],
    ["points", [shape.points.length / 2]],
  ];
}

function flagsOf(
  editor: Editor,
  record: AnnotationRecord,
  shape: ShapeRecord | null,
): ReadonlySet<string> {
  const flags = new Set<string>([record.kind]);
  if (shape?.occluded) flags.add("occluded");
  if (shape?.outside) flags.add("outside");
  if (record.kind === "track" && isKeyframe(record, shape?.frame ?? record.frame))
    flags.add("keyframe");
  for (const flag of ["locked", "hidden", "pinned"] as const)
    if (editor.flags.is(flag, record.id)) flags.add(flag);
  return flags;
}
