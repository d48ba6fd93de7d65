import type { Editor } from "../../editor/editor";
import type { Action } from "../action";
import { editorAction } from "./define";

export function layerActions(editor: Editor): Action[] {
  const enabled = () =>
    !editor.busy && editor.targets.length > 0 && editor.targets.some(editor.isEditable);
  const { commands, operations, scene } = editor;
  const layer = () => scene.item(editor.targets[0] ?? "")?.shape.zOrder;
  return [
    editorAction("layers", "to-front", {
      keys: ["=", "Shift+Equal"],
      icon: "bring-to-front",
      enabled,
      run: () => commands.bringToFront(editor.targets),
    }),
    editorAction("layers", "to-back", {
      keys: ["-", "Shift+Minus"],
      icon: "send-to-back",
      enabled,
      run: () => commands.sendToBack(editor.targets),
    }),
    editorAction("layers", "forward", {
      keys: [],
      icon: "arrow-up",
      enabled,
      run: () => commands.stepZOrder(editor.targets, 1),
    }),
    editorAction("layers", "backward", {
      keys: [],
      icon: "arrow-down",
      enabled,
      run: () => commands.stepZOrder(editor.targets, -1),
    }),
    editorAction("layers", "compact-layers", {
      keys: [],
      icon: "list-collapse",
      enabled: () => !editor.busy && !editor.readOnly,
      run: () => operations.compactLayers(),
    }),
    editorAction("layers", "up-to-layer", {
      keys: [],
      icon: "layers-2",
      enabled: () => !editor.busy && (scene.topLayer !== Infinity || layer() !== undefined),
      checked: () => scene.topLayer !== Infinity,
      run: () => scene.showUpTo(scene.topLayer === Infinity ? (layer() ?? Infinity) : Infinity),
    }),
  ];
}
