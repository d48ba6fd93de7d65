import type { Box, Point } from "../../core/geometry";
import type { Editor } from "../editor";
import { shapeWithHandles } from "../hit-testing";
import { projections } from "../shapes/cuboid";
import type { Handle } from "../shapes/shape-util";
import type { Decoration } from "../tools/tool";
import { groupBox, groupHandles, transformable } from "../transforming";
import { activeShapes } from "./active-layer";
import { drawActiveLabels, drawLabel, standUpright } from "./labels";
import { sizeText } from "./naming";
import type { Surface } from "./surface";

const HANDLE = 8;
const MIDPOINT = 5;

/** L4: everything of constant size on screen. `pointer` is CSS px. */
export function drawOverlay(surface: Surface, editor: Editor, pointer: Point | null): void {
  const { decoration } = editor.tools.state;
  const something = decoration !== undefined || activeShapes(editor).length > 0;
  surface.show(something);
  if (!something) return;
  surface.clear();
  surface.transform();
  if (editor.appearance.projections) drawProjections(surface.ctx, editor);
  drawActiveLabels(surface, editor);
  drawHandles(surface.ctx, editor);
  drawGroup(surface.ctx, editor);
  if (decoration?.brush) drawBrush(surface.ctx, editor, decoration.brush);
  if (decoration?.line) drawLine(surface.ctx, editor, decoration.line);
  if (decoration?.magnets) drawMagnets(surface.ctx, editor, decoration.magnets, decoration.magnet);
  if (decoration?.placed) drawPlaced(surface.ctx, editor, decoration.placed);
  if (decoration?.brushTip) drawBrushTip(surface.ctx, editor, decoration.brushTip);
  if (decoration?.size) drawSizes(surface, editor);
  if (decoration?.crosshair && editor.appearance.crosshair && pointer) {
    drawCrosshair(surface, pointer);
  }
}

function drawHandles(ctx: CanvasRenderingContext2D, editor: Editor): void {
  const shape = shapeWithHandles(editor);
  if (!shape || editor.tools.tool !== "select") return;
  const now = editor.tools.drafts.find((draft) => draft.id === shape.id) ?? shape;
  const handles = editor.shapes.of(now).handles(now, editor.viewport.scale);
  ctx.strokeStyle = editor.colorOf(now);
  ctx.fillStyle = editor.theme.handleFill;
  ctx.lineWidth = 1.5;
  for (const handle of handles) drawHandle(ctx, editor, handle);
}

/** The box around several selected shapes, with its grips. */
function drawGroup(ctx: CanvasRenderingContext2D, editor: Editor): void {
  if (editor.tools.tool !== "select") return;
  const drafts = new Map(editor.tools.drafts.map((draft) => [draft.id, draft]));
  const shapes = transformable(editor).map((shape) => drafts.get(shape.id) ?? shape);
  const box = groupBox(editor.shapes, shapes);
  if (!box) return;
  const start = editor.viewport.toScreen({ x: box.left, y: box.top });
  const end = editor.viewport.toScreen({ x: box.right, y: box.bottom });
  ctx.strokeStyle = editor.theme.accent;
  ctx.fillStyle = editor.theme.handleFill;
  ctx.lineWidth = 1;
  ctx.setLineDash([4, 3]);
  ctx.strokeRect(start.x, start.y, end.x - start.x, end.y - start.y);
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5;
  for (const handle of groupHandles(editor.shapes, shapes, editor.viewport.scale))
    drawHandle(ctx, editor, handle);
}

function drawHandle(ctx: CanvasRenderingContext2D, editor: Editor, { role, at }: Handle): void {
  const { x, y } = editor.viewport.toScreen(at);
  const size = role === "midpoint" ? MIDPOINT : HANDLE;
  ctx.globalAlpha = role === "midpoint" ? 0.7 : 1;
  ctx.beginPath();
  if (role === "corner" || role === "edge") ctx.rect(x - size / 2, y - size / 2, size, size);
  else ctx.arc(x, y, size / 2, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function drawProjections(ctx: CanvasRenderingContext2D, editor: Editor): void {
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  for (const [shape] of activeShapes(editor)) {
    if (shape.type !== "cuboid") continue;
    ctx.strokeStyle = editor.colorOf(shape);
    ctx.beginPath();
    for (const ends of projections(shape.points)) {
      const [from, to] = ends.map((end) => editor.viewport.toScreen(end)) as [Point, Point];
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
    }
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

function drawBrush(ctx: CanvasRenderingContext2D, editor: Editor, brush: Box): void {
  const start = editor.viewport.toScreen({ x: brush.left, y: brush.top });
  const end = editor.viewport.toScreen({ x: brush.right, y: brush.bottom });
  ctx.beginPath();
  ctx.rect(start.x, start.y, end.x - start.x, end.y - start.y);
  ctx.fillStyle = editor.theme.accent;
  ctx.globalAlpha = 0.15;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = editor.theme.accent;
  ctx.lineWidth = 1;
  ctx.stroke();
}

function drawPlaced(ctx: CanvasRenderingContext2D, editor: Editor, placed: readonly Point[]): void {
  ctx.fillStyle = editor.theme.handleFill;
  ctx.strokeStyle = editor.theme.accent;
  ctx.lineWidth = 1.5;
  placed.forEach((point, i) => {
    const { x, y } = editor.viewport.toScreen(point);
    ctx.beginPath();
    ctx.arc(x, y, (i === 0 ? HANDLE : MIDPOINT) / 2, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  });
}

/** A dashed line, dark under light, that becomes no shape. */
function drawLine(ctx: CanvasRenderingContext2D, editor: Editor, line: readonly Point[]): void {
  ctx.beginPath();
  for (const point of line) {
    const { x, y } = editor.viewport.toScreen(point);
    ctx.lineTo(x, y);
  }
  for (const [color, width, dash] of [
    ["rgb(0 0 0 / 60%)", 3, []],
    [editor.theme.handleFill, 1.5, [6, 4]],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash([...dash]);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

/** Vertices that draw the pointer, the one that has it larger. */
function drawMagnets(
  ctx: CanvasRenderingContext2D,
  editor: Editor,
  magnets: readonly Point[],
  held: Point | undefined,
): void {
  ctx.fillStyle = editor.theme.accent;
  ctx.strokeStyle = editor.theme.handleFill;
  ctx.lineWidth = 1;
  for (const [point, radius] of [
    ...magnets.map((each) => [each, 3] as const),
    ...(held ? [[held, 6] as const] : []),
  ]) {
    const { x, y } = editor.viewport.toScreen(point);
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
}

function drawBrushTip(
  ctx: CanvasRenderingContext2D,
  editor: Editor,
  { at, size, form }: NonNullable<Decoration["brushTip"]>,
): void {
  const { x, y } = editor.viewport.toScreen(at);
  const half = (size * editor.viewport.scale) / 2;
  ctx.beginPath();
  if (form === "circle") ctx.arc(x, y, half, 0, 2 * Math.PI);
  else ctx.rect(x - half, y - half, 2 * half, 2 * half);
  for (const [color, width] of [
    ["rgb(0 0 0 / 70%)", 3],
    ["#ffffff", 1.25],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

function drawSizes(surface: Surface, editor: Editor): void {
  standUpright(surface, editor);
  for (const draft of editor.tools.drafts) {
    const bounds = editor.shapes.of(draft).bounds(draft);
    const at = editor.toScreen(bounds.right, bounds.bottom);
    drawLabel(surface.ctx, editor, [sizeText(draft, bounds)], { x: at.x + 6, y: at.y + 6 });
  }
  surface.transform();
}

/** Dark under light, to be seen on any picture. */
function drawCrosshair({ ctx, size }: Surface, { x, y }: Point): void {
  for (const [color, width] of [
    ["rgb(0 0 0 / 55%)", 2],
    ["rgb(255 255 255 / 85%)", 1],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(0, Math.round(y) + 0.5);
    ctx.lineTo(size.width, Math.round(y) + 0.5);
    ctx.moveTo(Math.round(x) + 0.5, 0);
    ctx.lineTo(Math.round(x) + 0.5, size.height);
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash([]);
    ctx.stroke();
  }
}
