import type { Editor } from "../../editor/editor";
import type { Action } from "../action";
import { editorAction } from "./define";

const ZOOM_STEP = 1.2;

export function viewActions(editor: Editor): Action[] {
  const { viewport, turning } = editor;
  return [
    editorAction("view", "turn-right", {
      keys: ["$mod+r"],
      icon: "rotate-cw",
      enabled: () => !editor.busy,
      run: () => turning.turn(1),
    }),
    editorAction("view", "turn-left", {
      keys: ["$mod+Shift+r"],
      icon: "rotate-ccw",
      enabled: () => !editor.busy,
      run: () => turning.turn(-1),
    }),
    editorAction("view", "tool-zoom", {
      keys: ["z"],
      icon: "scan-search",
      enabled: () => !editor.busy,
      checked: () => editor.tools.tool === "zoom",
      run: () => editor.use(editor.tools.tool === "zoom" ? "select" : "zoom"),
    }),
    editorAction("view", "fit", {
      keys: ["Shift+f"],
      icon: "maximize",
      run: () => viewport.fit(),
    }),
    editorAction("view", "focus-object", {
      keys: ["Shift+z"],
      icon: "scan",
      enabled: () => editor.targets.length > 0,
      run: () => focusOnFirst(editor),
    }),
    editorAction("view", "zoom-in", {
      keys: ["$mod+=", "$mod+Shift+Equal"],
      icon: "zoom-in",
      repeats: true,
      run: () => viewport.zoomBy(ZOOM_STEP),
    }),
    editorAction("view", "zoom-out", {
      keys: ["$mod+-"],
      icon: "zoom-out",
      repeats: true,
      run: () => viewport.zoomBy(1 / ZOOM_STEP),
    }),
  ];
}

function focusOnFirst(editor: Editor): void {
  const [id] = editor.targets;
  if (id !== undefined) editor.focusOn(id);
}
