import type { Style } from "./shape-util";

const DASH = [6, 4];

/** Fill (when `filled`) and stroke the current path, with widths in CSS px. */
export function paintPath(
  ctx: CanvasRenderingContext2D,
  style: Style,
  scale: number,
  filled: boolean,
): void {
  if (filled && style.fillOpacity > 0) {
    ctx.globalAlpha = style.fillOpacity;
    ctx.fillStyle = style.fill;
    ctx.fill();
    ctx.globalAlpha = 1;
  }
  ctx.strokeStyle = style.stroke;
  ctx.lineWidth = style.width / scale;
  ctx.setLineDash(style.dashed ? DASH.map((length) => length / scale) : []);
  ctx.stroke();
}

/** Draw a dot of `radius` CSS px. */
export function paintDot(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  color: string,
  radius: number,
  scale: number,
): void {
  ctx.beginPath();
  ctx.arc(x, y, radius / scale, 0, 2 * Math.PI);
  ctx.fillStyle = color;
  ctx.fill();
}
