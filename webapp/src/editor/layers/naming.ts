import { type Box, boxAround, type Size, sizeOf } from "../../core/geometry";
import type { AttributeValue, ShapeRecord } from "../../core/records";
import type { Editor } from "../editor";
import type { TextPart } from "../options";

/** Longer lines than this would hide the picture, characters. */
const LONGEST = 60;
/** More lines than this of one object's attributes would, too. */
const MOST_ATTRIBUTES = 12;

/** What is written beside a shape, line by line; nothing when no part of it is wanted. */
export function namingOf(editor: Editor, shape: ShapeRecord): string[] {
  const { textParts } = editor.appearance;
  const has = (part: TextPart) => textParts.includes(part);
  const size = has("size") ? sizeText(shape, editor.shapes.of(shape).bounds(shape)) : "";
  const attributes = has("attributes") ? attributeLines(editor, shape) : [];
  return [headLine(editor, shape, has), size, ...attributes].filter((line) => line !== "").map(cut);
}

function headLine(editor: Editor, shape: ShapeRecord, has: (part: TextPart) => boolean): string {
  return [
    has("label") ? (editor.label(shape.labelId)?.name ?? "") : "",
    has("id") && editor.store.get(shape.id) ? `${editor.store.numberOf(shape.id)}` : "",
    has("source") ? `(${shape.source})` : "",
    has("layer") ? `z ${shape.zOrder}` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function attributeLines(editor: Editor, { labelId, attributes }: ShapeRecord): string[] {
  const infos = editor.label(labelId)?.attributes ?? [];
  const line = ({ spec_id, value }: AttributeValue) => {
    const name = infos.find(({ id }) => id === spec_id)?.name;
    return name && value !== "" ? [`${name}: ${value}`] : [];
  };
  return attributes.slice(0, MOST_ATTRIBUTES).flatMap(line);
}

/** Width and height in picture px, and how far it is turned. */
export function sizeText(shape: ShapeRecord, bounds: Box): string {
  const { width, height } = shape.type === "rectangle" ? ownSize(shape) : sizeOf(bounds);
  const turned = shape.rotation === 0 ? "" : `  ${shape.rotation.toFixed(1)}°`;
  return `${width.toFixed(1)} × ${height.toFixed(1)}${turned}`;
}

/** Of a rectangle, however it is turned. */
function ownSize({ points }: ShapeRecord): Size {
  return sizeOf(boxAround(points));
}

function cut(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
