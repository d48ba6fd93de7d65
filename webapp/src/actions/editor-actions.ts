import type { Editor } from "../editor/editor";
import type { ToolId } from "../editor/tools/tool";
import { type Action, defineAction } from "./action";

const ZOOM_STEP = 1.2;

/** What can be done in the editor, with CVAT's default keys. */
export function editorActions(editor: Editor): Action[] {
  return [
    ...toolActions(editor),
    ...drawingActions(editor),
    ...historyActions(editor),
    ...objectActions(editor),
    ...layerActions(editor),
    ...labelActions(editor),
    ...viewActions(editor),
  ];
}

type Details = Omit<Action, "id" | "label" | "scope" | "group">;

function editorAction(group: string, name: string, details: Details): Action {
  return defineAction({
    id: `editor.${name}`,
    label: `editor:action.${name}`,
    scope: "workspace",
    group: `editor:group.${group}`,
    ...details,
  });
}

const TOOL_ICONS: Partial<Record<ToolId, string>> = {
  select: "mouse-pointer-2",
  pan: "hand",
  rectangle: "tool-rectangle",
  polygon: "tool-polygon",
  polyline: "tool-polyline",
  points: "tool-points",
  ellipse: "tool-ellipse",
  cuboid: "tool-cuboid",
  skeleton: "tool-skeleton",
};

function toolActions(editor: Editor): Action[] {
  return Object.entries(TOOL_ICONS).map(([id, icon]) => {
    const tool = id as ToolId;
    const looks = tool === "select" || tool === "pan";
    return editorAction("tools", `tool-${tool}`, {
      keys: [],
      icon,
      enabled: () => looks || canDraw(editor),
      checked: () => editor.tools.tool === tool,
      run: () => editor.use(tool),
    });
  });
}

function canDraw(editor: Editor): boolean {
  return !editor.readOnly && editor.labels.length > 0;
}

function drawingActions(editor: Editor): Action[] {
  const drawing = () => editor.tools.tool !== "select" && editor.tools.tool !== "pan";
  return [
    editorAction("tools", "draw-or-finish", {
      keys: ["n"],
      icon: "repeat",
      enabled: () => drawing() || canDraw(editor),
      run: () => (drawing() ? editor.tools.finish() : editor.use(editor.tools.lastDrawn)),
    }),
    editorAction("tools", "finish", {
      keys: ["Enter"],
      icon: "check",
      enabled: () => editor.tools.busy && drawing(),
      run: () => editor.tools.finish(),
    }),
    editorAction("tools", "remove-last-point", {
      keys: ["Backspace"],
      icon: "delete",
      enabled: () => editor.tools.busy,
      run: () => editor.tools.removeLast(),
    }),
    editorAction("tools", "cancel", {
      keys: ["Escape"],
      icon: "x",
      run: () => editor.tools.cancel(),
    }),
  ];
}

function historyActions(editor: Editor): Action[] {
  return [
    editorAction("edit", "undo", {
      keys: ["$mod+z"],
      icon: "undo-2",
      repeats: true,
      enabled: () => !editor.busy && !editor.readOnly && editor.history.undoable !== null,
      run: () => editor.undo(),
    }),
    editorAction("edit", "redo", {
      keys: ["$mod+Shift+z", "$mod+y"],
      icon: "redo-2",
      repeats: true,
      enabled: () => !editor.busy && !editor.readOnly && editor.history.redoable !== null,
      run: () => editor.redo(),
    }),
    editorAction("edit", "copy", {
      keys: ["$mod+c"],
      icon: "copy",
      enabled: () => editor.targets.length > 0,
      run: () => editor.copy(),
    }),
    editorAction("edit", "paste", {
      keys: ["$mod+v"],
      icon: "clipboard-paste",
      enabled: () => !editor.readOnly && editor.clipboard.shapes.length > 0,
      run: () => editor.paste(),
    }),
  ];
}

function objectActions(editor: Editor): Action[] {
  const some = () => editor.targets.length > 0 && !editor.busy;
  const someEditable = () => some() && editor.targets.some(editor.isEditable);
  return [
    editorAction("object", "remove", {
      keys: ["Delete"],
      icon: "trash-2",
      enabled: someEditable,
      run: () => void editor.commands.remove(editor.targets),
    }),
    editorAction("object", "remove-locked", {
      keys: ["Shift+Delete"],
      icon: "trash-2",
      enabled: () => some() && !editor.readOnly,
      run: () => void editor.commands.remove(editor.targets, { force: true }),
    }),
    editorAction("object", "toggle-occluded", {
      keys: ["q", "/"],
      icon: "blend",
      enabled: someEditable,
      run: () => editor.commands.toggleOccluded(editor.targets),
    }),
    editorAction("object", "toggle-outside", {
      keys: ["o"],
      icon: "log-out",
      enabled: () => someEditable() && editor.targets.some((id) => isTrack(editor, id)),
      run: () => editor.commands.toggleOutside(editor.targets),
    }),
    editorAction("object", "toggle-locked", {
      keys: ["l"],
      icon: "lock",
      enabled: some,
      run: () => editor.flags.toggle("locked", editor.targets),
    }),
    editorAction("object", "toggle-hidden", {
      keys: ["h"],
      icon: "eye-off",
      enabled: some,
      run: () => editor.flags.toggle("hidden", editor.targets),
    }),
    editorAction("object", "toggle-pinned", {
      keys: ["p"],
      icon: "pin",
      enabled: some,
      run: () => editor.flags.toggle("pinned", editor.targets),
    }),
    editorAction("object", "toggle-all-locked", {
      keys: ["t l"],
      icon: "lock",
      run: () => editor.flags.toggle("locked", onFrame(editor)),
    }),
    editorAction("object", "toggle-all-hidden", {
      keys: ["t h"],
      icon: "eye-off",
      run: () => editor.flags.toggle("hidden", onFrame(editor)),
    }),
    editorAction("object", "group", {
      keys: ["g"],
      icon: "group",
      enabled: () => someEditable() && editor.targets.length > 1,
      run: () => void editor.commands.group(editor.targets),
    }),
    editorAction("object", "ungroup", {
      keys: ["Shift+g"],
      icon: "ungroup",
      enabled: someEditable,
      run: () => editor.commands.setGroup(editor.targets, 0),
    }),
    editorAction("object", "select-all", {
      keys: ["$mod+a"],
      icon: "square-dashed-mouse-pointer",
      enabled: () => editor.tools.tool === "select" && !editor.busy,
      run: () => editor.selection.set(editor.scene.items().map((item) => item.id)),
    }),
    editorAction("object", "next", {
      keys: ["Tab"],
      icon: "chevron-right",
      repeats: true,
      enabled: () => !editor.busy && editor.scene.items().length > 0,
      run: () => step(editor, 1),
    }),
    editorAction("object", "previous", {
      keys: ["Shift+Tab"],
      icon: "chevron-left",
      repeats: true,
      enabled: () => !editor.busy && editor.scene.items().length > 0,
      run: () => step(editor, -1),
    }),
  ];
}

function isTrack(editor: Editor, id: string): boolean {
  return editor.store.get(id)?.kind === "track";
}

function onFrame(editor: Editor): string[] {
  return editor.store.onFrame(editor.frame).map((record) => record.id);
}

/** Select the next or previous object of the frame, round and round. */
function step(editor: Editor, by: 1 | -1): void {
  const ids = editor.scene.items().map((item) => item.id);
  const from = editor.selection.only;
  const at = from === null ? (by === 1 ? -1 : 0) : ids.indexOf(from);
  const next = ids[(at + by + ids.length) % ids.length];
  if (next !== undefined) editor.selection.set([next]);
}

function layerActions(editor: Editor): Action[] {
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

/** Ctrl + digit sets the label of what is selected, or the label to draw with. */
function labelActions(editor: Editor): Action[] {
  return ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"].map((digit, i) =>
    editorAction("labels", `label-${i + 1}`, {
      keys: [`$mod+${digit}`],
      enabled: () => !editor.busy && !editor.readOnly && editor.labels[i] !== undefined,
      run: () => setLabel(editor, editor.labels[i]?.id),
    }),
  );
}

function setLabel(editor: Editor, labelId: number | undefined): void {
  if (labelId === undefined) return;
  if (editor.targets.length > 0) editor.commands.setLabel(editor.targets, labelId);
  else editor.setDrawing({ labelId });
}

function viewActions(editor: Editor): Action[] {
  const { viewport } = editor;
  return [
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
