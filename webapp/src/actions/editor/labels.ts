import type { Editor } from "../../editor/editor";
import type { Action } from "../action";
import { editorAction } from "./define";

/** Ctrl + digit sets the label of what is selected, or the label to draw with. */
export function labelActions(editor: Editor): Action[] {
  return ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"].map((digit, i) =>
    editorAction("labels", `label-${i + 1}`, {
      keys: [`$mod+${digit}`],
      enabled: () => !editor.busy && editor.canChange && editor.labels[i] !== undefined,
      run: () => setLabel(editor, editor.labels[i]?.id),
    }),
  );
}

function setLabel(editor: Editor, labelId: number | undefined): void {
  if (labelId === undefined) return;
  if (editor.targets.length > 0) editor.commands.setLabel(editor.targets, labelId);
  else editor.setDrawing({ labelId });
}
