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
}
