import { type Box, boxBetween, type Point, type Size } from "../../core/geometry";
import type { ShapeRecord, ShapeType } from "../../core/records";
import type { Editor } from "../editor";
import { activeShapes } from "./active-layer";
import { layAxes } from "./axes";
import { placeLabel, placeWithin, TakenPlaces } from "./label-placement";
import { namingOf } from "./naming";
import type { Surface } from "./surface";

/** Of a line, of the text's size. */
const LINE = 1.5;
const PADDING = 5;
/** More texts than this cannot be read; how many are left is then told in the corner. */
const MOST = 300;

/** Names beside what is selected, under the pointer or being changed. */
export function drawActiveLabels(surface: Surface, editor: Editor): void {
  if (editor.appearance.showText === "never") return;
  drawLabels(
    surface,
    editor,
    activeShapes(editor).map(([shape]) => shape),
  );
}

/** Names of shapes, beside them, upright however the picture is turned. */
export function drawLabels(surface: Surface, editor: Editor, wanted: readonly ShapeRecord[]): void {
  const { ctx } = surface;
  const size = editor.viewport.container;
  standUpright(surface, editor);
  setFont(ctx, editor);
  const taken = new TakenPlaces();
  const inMiddle = editor.appearance.textPlace === "middle";
  for (const shape of wanted.slice(0, MOST)) {
    const lines = namingOf(editor, shape);
    if (lines.length === 0) continue;
    const box = onScreen(editor, shape);
    const text = sizeOfText(ctx, editor, lines);
    const place = inMiddle
      ? placeWithin(box, text, size)
      : placeLabel(box, text, size, taken, peakOf(editor, shape));
    taken.add(place);
    drawLabel(ctx, editor, lines, { x: place.left, y: place.top }, editor.colorOf(shape));
  }
  if (wanted.length > MOST) {
    const y = size.height - lineHeight(editor) - 8;
    drawLabel(ctx, editor, [`+${wanted.length - MOST}`], { x: 8, y });
  }
  surface.transform();
}

/** Draw in CSS px of the container from now on. */
export function standUpright({ ctx, density }: Surface, { viewport }: Editor): void {
  layAxes(ctx, density, (x, y) => viewport.fromContainer({ x, y }));
}

/** Lines of text on their plate, with a stripe in the colour of what they name. */
export function drawLabel(
  ctx: CanvasRenderingContext2D,
  editor: Editor,
  lines: readonly string[],
  at: Point,
  stripe?: string,
): void {
  setFont(ctx, editor);
  const { width, height } = sizeOfText(ctx, editor, lines);
  ctx.fillStyle = editor.theme.textBackground;
  ctx.fillRect(at.x, at.y, width, height);
  if (stripe) {
    ctx.fillStyle = stripe;
    ctx.fillRect(at.x, at.y, 2, height);
  }
  ctx.fillStyle = editor.theme.textColor;
  ctx.textBaseline = "middle";
  const step = lineHeight(editor);
  lines.forEach((line, i) => {
    ctx.fillText(line, at.x + PADDING, at.y + step * (i + 0.5));
  });
}

/** CSS px. */
function lineHeight({ appearance }: Editor): number {
  return Math.round(appearance.textSize * LINE);
}

function onScreen(editor: Editor, shape: ShapeRecord): Box {
  const { left, top, right, bottom } = editor.shapes.of(shape).bounds(shape);
  return boxBetween(editor.toScreen(left, top), editor.toScreen(right, bottom));
}

const WITH_PEAK: ReadonlySet<ShapeType> = new Set(["polygon", "polyline", "points"]);

/** CSS px from the left to the highest vertex of a shape made of vertices, in a picture not turned. */
function peakOf(editor: Editor, { type, points }: ShapeRecord): number | undefined {
  if (!WITH_PEAK.has(type) || editor.viewport.turn !== 0) return undefined;
  let highest = 0;
  for (let i = 2; i + 1 < points.length; i += 2)
    if ((points[i + 1] as number) < (points[highest + 1] as number)) highest = i;
  return editor.viewport.toScreen({ x: points[highest] ?? 0, y: 0 }).x;
}

/** Widths of texts in `measuredFont`, CSS px: measuring hundreds takes longer than drawing them. */
const measured = new Map<string, number>();
let measuredFont = "";
const MOST_MEASURED = 5000;

/** A context that is asked for its font writes it anew each time, which takes as long as measuring. */
function setFont(ctx: CanvasRenderingContext2D, { theme, appearance }: Editor): void {
  const font = `${appearance.textSize}px ${theme.font}`;
  ctx.font = font;
  if (font !== measuredFont || measured.size > MOST_MEASURED) measured.clear();
  measuredFont = font;
}

/** In the font that was set. */
function sizeOfText(ctx: CanvasRenderingContext2D, editor: Editor, lines: readonly string[]): Size {
  const width = Math.max(...lines.map((line) => widthOf(ctx, line)));
  return { width: Math.ceil(width) + 2 * PADDING, height: lines.length * lineHeight(editor) };
}

function widthOf(ctx: CanvasRenderingContext2D, line: string): number {
  const width = measured.get(line) ?? ctx.measureText(line).width;
  measured.set(line, width);
  return width;
}
