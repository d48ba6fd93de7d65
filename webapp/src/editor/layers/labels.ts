import { type Box, boxBetween, type Point, type Size } from "../../core/geometry";
import type { ShapeRecord, ShapeType } from "../../core/records";
import type { Editor } from "../editor";
import { activeShapes } from "./active-layer";
import { layAxes } from "./axes";
import { placeLabel, TakenPlaces } from "./label-placement";
import type { Surface } from "./surface";

const TEXT_SIZE = 12;
const HEIGHT = 18;
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
  for (const shape of wanted.slice(0, MOST)) {
    const text = labelText(editor, shape);
    const box = onScreen(editor, shape);
    const place = placeLabel(box, sizeOfText(ctx, text), size, taken, peakOf(editor, shape));
    taken.add(place);
    drawLabel(ctx, editor, text, { x: place.left, y: place.top }, editor.colorOf(shape));
  }
  if (wanted.length > MOST) {
    drawLabel(ctx, editor, `+${wanted.length - MOST}`, { x: 8, y: size.height - HEIGHT - 8 });
  }
  surface.transform();
}

/** Draw in CSS px of the container from now on. */
export function standUpright({ ctx, density }: Surface, { viewport }: Editor): void {
  layAxes(ctx, density, (x, y) => viewport.fromContainer({ x, y }));
}

/** A text on its plate, with a stripe in the colour of what it names. */
export function drawLabel(
  ctx: CanvasRenderingContext2D,
  editor: Editor,
  text: string,
  at: Point,
  stripe?: string,
): void {
  setFont(ctx, editor);
  const { width } = sizeOfText(ctx, text);
  ctx.fillStyle = editor.theme.textBackground;
  ctx.fillRect(at.x, at.y, width, HEIGHT);
  if (stripe) {
    ctx.fillStyle = stripe;
    ctx.fillRect(at.x, at.y, 2, HEIGHT);
  }
  ctx.fillStyle = editor.theme.textColor;
  ctx.textBaseline = "middle";
  ctx.fillText(text, at.x + PADDING, at.y + HEIGHT / 2);
}

function labelText(editor: Editor, shape: ShapeRecord): string {
  const name = editor.label(shape.labelId)?.name ?? "";
  return editor.store.get(shape.id) ? `${name} ${editor.store.numberOf(shape.id)}` : name;
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
function setFont(ctx: CanvasRenderingContext2D, { theme }: Editor): void {
  const font = `${TEXT_SIZE}px ${theme.font}`;
  ctx.font = font;
  if (font !== measuredFont || measured.size > MOST_MEASURED) measured.clear();
  measuredFont = font;
}

/** In the font that was set. */
function sizeOfText(ctx: CanvasRenderingContext2D, text: string): Size {
  const width = measured.get(text) ?? ctx.measureText(text).width;
  measured.set(text, width);
  return { width: Math.ceil(width) + 2 * PADDING, height: HEIGHT };
}
