import type { BrushTool } from "../../editor/drawing";
import type { Editor } from "../../editor/editor";
import type { Action } from "../action";
import { editorAction, someEditable } from "./define";

const BRUSHES: readonly [tool: BrushTool, keys: readonly string[], icon: string][] = [
  ["brush", ["Shift+Digit1"], "brush"],
  ["eraser", ["Shift+Digit2"], "eraser"],
  ["polygon-plus", ["Shift+Digit3"], "polygon-plus"],
  ["polygon-minus", ["Shift+Digit4"], "polygon-minus"],
  ["fill", ["Shift+Digit5"], "paint-bucket"],
];

export function maskActions(editor: Editor): Action[] {
  const painting = () => editor.tools.tool === "mask";
  const brush = (change: Partial<Editor["drawing"]["brush"]>) =>
    editor.setDrawing({ brush: { ...editor.drawing.brush, ...change } });
  return [
    ...BRUSHES.map(([tool, keys, icon]) =>
      editorAction("mask", tool, {
        keys,
        icon,
        enabled: painting,
        checked: () => editor.drawing.brush.tool === tool,
        run: () => brush({ tool }),
      }),
    ),
    editorAction("mask", "brush-form", {
      keys: [],
      icon: "square",
      enabled: painting,
      checked: () => editor.drawing.brush.form === "square",
      run: () => brush({ form: editor.drawing.brush.form === "square" ? "circle" : "square" }),
    }),
    editorAction("mask", "erase-others", {
      keys: [],
      icon: "layers-minus",
      enabled: painting,
      checked: () => editor.drawing.brush.erasesOthers,
      run: () => brush({ erasesOthers: !editor.drawing.brush.erasesOthers }),
    }),
    editorAction("mask", "brush-pressure", {
      keys: [],
      icon: "pen-line",
      enabled: painting,
      checked: () => editor.drawing.brush.byPressure,
      run: () => brush({ byPressure: !editor.drawing.brush.byPressure }),
    }),
    editorAction("mask", "paint", {
      keys: [],
      icon: "brush",
      enabled: () => someEditable(editor) && isMask(editor),
      run: () => {
        const [id] = editor.targets;
        if (id !== undefined) editor.reshaping.paint(id);
      },
    }),
  ];
}

function isMask(editor: Editor): boolean {
  const [id] = editor.targets;
  return id !== undefined && editor.scene.item(id)?.shape.type === "mask";
}
