import type { ShapeRecord } from "../../core/records";
import type { Editor } from "../editor";
import { drawPaint } from "./paint";
import { drawShape, type Emphasis } from "./style";
import type { Surface } from "./surface";

/** L2: what is under the pointer, selected, or being changed. */
export function drawActive(surface: Surface, editor: Editor): void {
  const { scale, x, y } = editor.viewport.view;
  const shapes = activeShapes(editor);
  const painted = editor.tools.state.decoration?.paint;
  const something = shapes.length > 0 || painted !== undefined;
  surface.show(something);
  if (!something) return;
  surface.clear();
  surface.transform(scale, x, y);
  for (const [shape, emphasis] of shapes) {
    drawShape(surface.ctx, editor, shape, emphasis, scale);
  }
  if (painted && !painted.hidden)
    drawPaint(surface.ctx, painted, editor.appearance.selectedOpacity);
}

/** Active shapes, the topmost last; a draft stands for the record of its id. */
export function activeShapes(editor: Editor): [ShapeRecord, Emphasis][] {
  const { selection, scene, tools } = editor;
  const drafted = new Set(tools.drafts.map((draft) => draft.id));
  if (tools.hidden !== null) drafted.add(tools.hidden);
  const picked = [...(tools.state.decoration?.picked ?? [])];
  const shown = (id: string | null): ShapeRecord[] => {
    const item = id === null || drafted.has(id) ? undefined : scene.item(id);
    return item ? [item.shape] : [];
  };
  const hovered = selection.hovered;
  const onlyHovered = hovered !== null && !selection.has(hovered) ? shown(hovered) : [];
  return [
    ...onlyHovered.map((shape): [ShapeRecord, Emphasis] => [shape, "hovered"]),
    ...[...selection.ids, ...picked]
      .flatMap(shown)
      .map((shape): [ShapeRecord, Emphasis] => [shape, "selected"]),
    ...tools.drafts.map((draft): [ShapeRecord, Emphasis] => [draft, "selected"]),
  ];
}
