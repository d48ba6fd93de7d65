import type { Editor } from "../../editor/editor";
import type { Action } from "../action";
import { clipboardActions } from "./clipboard";
import { historyActions } from "./history";
import { labelActions } from "./labels";
import { layerActions } from "./layers";
import { maskActions } from "./masks";
import { objectActions } from "./objects";
import { shapeActions } from "./shapes";
import { toolActions } from "./tools";
import { trackActions } from "./tracks";
import { viewActions } from "./view";

/** What can be done in the editor, with CVAT's default keys. */
export function editorActions(editor: Editor): Action[] {
  return [
    ...toolActions(editor),
    ...maskActions(editor),
    ...historyActions(editor),
    ...clipboardActions(editor),
    ...objectActions(editor),
    ...shapeActions(editor),
    ...trackActions(editor),
    ...layerActions(editor),
    ...labelActions(editor),
    ...viewActions(editor),
  ];
}
