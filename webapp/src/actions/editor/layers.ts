import type { Editor } from "../../editor/editor";
import type { Action } from "../action";
import { editorAction } from "./define";

export function layerActions(editor: Editor): Action[] {
  const enabled = () =>
    !editor.busy && editor.targets.length > 0 && editor.targets.some(editor.isEditable);
  const { commands } = editor;
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
  ];
}
