import type { Editor } from "../../editor/editor";
import type { Action } from "../action";
import { editorAction } from "./define";

export function historyActions(editor: Editor): Action[] {
  const { history, tools } = editor;
  const free = () => !editor.busy && editor.canChange;
  return [
    editorAction("edit", "undo", {
      keys: ["$mod+z"],
      icon: "undo-2",
      repeats: true,
      enabled: () => tools.state.undo !== undefined || (free() && history.undoable !== null),
      run: () => editor.undo(),
    }),
    editorAction("edit", "redo", {
      keys: ["$mod+Shift+z", "$mod+y"],
      icon: "redo-2",
      repeats: true,
      enabled: () => tools.state.redo !== undefined || (free() && history.redoable !== null),
      run: () => editor.redo(),
    }),
  ];
}
