import type { Editor } from "../../editor/editor";
import { type Action, defineAction } from "../action";

export type Details = Omit<Action, "id" | "label" | "scope" | "group">;

/** An action of the editor, by its name under `editor:action` and the heading it is listed under. */
export function editorAction(group: string, name: string, details: Details): Action {
  return defineAction({
    id: `editor.${name}`,
    label: `editor:action.${name}`,
    scope: "workspace",
    group: `editor:group.${group}`,
    ...details,
  });
}

export function canDraw(editor: Editor): boolean {
  return !editor.readOnly && editor.labels.length > 0;
}

/** Whether there is something to act on and nothing is being drawn. */
export function some(editor: Editor): boolean {
  return editor.targets.length > 0 && !editor.busy;
}

export function someEditable(editor: Editor): boolean {
  return some(editor) && editor.targets.some(editor.isEditable);
}
