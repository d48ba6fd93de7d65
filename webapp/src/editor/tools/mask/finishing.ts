import { intersects } from "../../../core/geometry";
import { MaskPaint } from "../../../core/mask-paint";
import type { ShapeRecord } from "../../../core/records";
import { decodeMask, maskBox } from "../../../core/rle";
import { draftOf } from "../drafting";
import type { ToolContext } from "../tool";
import type { Painting } from "./painting";

/** Keep the painted mask; a changed one that became empty is deleted. */
export function finishMask(context: ToolContext, { paint, original }: Painting): "done" {
  const { commands, selection, drawing } = context;
  const points = paint.encode();
  const changed = points ? withoutPixels(context, points, original) : NO_CHANGE;
  const cut = drawing.brush.erasesOthers ? changed : NO_CHANGE;
  const target = original ?? redrawnMask(context);
  if (target) {
    const written = points ? [{ ...target, points }] : [];
    const gone = points ? [] : [target.id];
    commands.change("paint", [...written, ...cut.left], [...gone, ...cut.gone]);
    selection.set(written.map(({ id }) => id));
  } else if (points) {
    const drawn = commands.completed(draftOf(context, "mask", points));
    commands.change("draw", [drawn, ...cut.left], cut.gone);
    selection.set([drawn.id]);
  }
  return "done";
}

function redrawnMask({ redrawn, scene }: ToolContext): ShapeRecord | null {
  return (redrawn !== null && scene.item(redrawn)?.shape) || null;
}

interface Cut {
  readonly left: readonly ShapeRecord[];
  readonly gone: readonly string[];
}

const NO_CHANGE: Cut = { left: [], gone: [] };

/** The other masks of the frame without the pixels of this one. */
function withoutPixels(
  { scene, limits, isEditable }: ToolContext,
  points: readonly number[],
  original: ShapeRecord | null,
): Cut {
  const picture = { width: limits.right, height: limits.bottom };
  const mask = decodeMask(points);
  const left: ShapeRecord[] = [];
  const gone: string[] = [];
  for (const { id, shape } of scene.within(maskBox(points))) {
    if (shape.type !== "mask" || id === original?.id || !isEditable(id)) continue;
    if (!intersects(maskBox(shape.points), maskBox(points))) continue;
    const other = new MaskPaint(picture, shape.points);
    const before = other.area;
    other.subtract(mask);
    const rest = other.encode();
    if (!rest) gone.push(id);
    else if (other.area < before) left.push({ ...shape, points: rest });
  }
  return { left, gone };
}
