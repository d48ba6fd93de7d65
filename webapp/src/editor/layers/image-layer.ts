import type { Editor } from "../editor";
import type { Surface } from "./surface";

/** From this zoom on, pixels are shown as squares. */
const PIXELATED_FROM = 4;

/** L0: the picture. */
export function drawImage(surface: Surface, editor: Editor): void {
  const { ctx } = surface;
  const { width, height } = surface.size;
  const { scale, x, y } = editor.viewport.view;
  surface.transform();
  ctx.fillStyle = editor.theme.background;
  ctx.fillRect(0, 0, width, height);
  if (!editor.image) return;
  ctx.imageSmoothingEnabled = editor.appearance.smoothImage && scale < PIXELATED_FROM;
  ctx.drawImage(editor.image, x, y, editor.size.width * scale, editor.size.height * scale);
  if (editor.appearance.grid) drawGrid(ctx, editor, editor.appearance.grid);
}

/** Lines nearer than this on screen would only grey the picture, CSS px. */
const FINEST_GRID = 6;

function drawGrid(ctx: CanvasRenderingContext2D, editor: Editor, step: number): void {
  const { scale, x, y } = editor.viewport.view;
  if (step * scale < FINEST_GRID) return;
  const { width, height } = editor.size;
  ctx.beginPath();
  for (let at = 0; at <= width; at += step) {
    ctx.moveTo(x + at * scale, y);
    ctx.lineTo(x + at * scale, y + height * scale);
  }
  for (let at = 0; at <= height; at += step) {
    ctx.moveTo(x, y + at * scale);
    ctx.lineTo(x + width * scale, y + at * scale);
  }
  ctx.strokeStyle = "rgb(255 255 255 / 45%)";
  ctx.lineWidth = 1;
  ctx.stroke();
}
