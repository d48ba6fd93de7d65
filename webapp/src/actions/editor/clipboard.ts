import type { Editor } from "../../editor/editor";
import type { Action } from "../action";
import { editorAction, someEditable } from "./define";

export function clipboardActions(editor: Editor): Action[] {
  const canPaste = () => !editor.readOnly && editor.clipboard.records.length > 0;
  return [
    editorAction("edit", "copy", {
      keys: ["$mod+c"],
      icon: "copy",
      enabled: () => editor.targets.length > 0,
      run: () => editor.copy(),
    }),
    editorAction("edit", "cut", {
      keys: ["$mod+x"],
      icon: "scissors",
      enabled: () => someEditable(editor),
      run: () => {
        editor.copy();
        editor.commands.remove(editor.targets);
      },
    }),
    editorAction("edit", "paste", {
      keys: ["$mod+v"],
      icon: "clipboard-paste",
      enabled: canPaste,
      run: () => editor.paste(),
    }),
    editorAction("edit", "paste-in-place", {
      keys: ["$mod+Shift+v"],
      icon: "clipboard-paste",
      enabled: canPaste,
      run: () => editor.pasteWhole(),
    }),
    editorAction("edit", "duplicate", {
      keys: ["$mod+d"],
      icon: "copy-plus",
      enabled: () => someEditable(editor),
      run: () => editor.operations.duplicate(editor.targets),
    }),
  ];
}
