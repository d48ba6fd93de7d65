import type { Editor } from "../../editor/editor";
import type { ToolId } from "../../editor/tools/tool";
import type { Action } from "../action";
import { canDraw, editorAction, someEditable } from "./define";

/** Tools with a button each. */
const BUTTONS: Partial<Record<ToolId, string>> = {
  select: "mouse-pointer-2",
  pan: "hand",
  rectangle: "tool-rectangle",
  polygon: "tool-polygon",
  polyline: "tool-polyline",
  points: "tool-points",
  ellipse: "tool-ellipse",
  cuboid: "tool-cuboid",
  skeleton: "tool-skeleton",
  mask: "tool-mask",
};

export function toolActions(editor: Editor): Action[] {
  return [...buttons(editor), ...drawing(editor), ...pickers(editor)];
}

function buttons(editor: Editor): Action[] {
  return Object.entries(BUTTONS).map(([id, icon]) => {
    const tool = id as ToolId;
    const looks = tool === "select" || tool === "pan";
    return editorAction("tools", `tool-${tool}`, {
      keys: [],
      icon,
      enabled: () => looks || (canDraw(editor) && hasLabelFor(editor, tool)),
      checked: () => editor.tools.tool === tool,
      run: () => editor.use(tool),
    });
  });
}

function hasLabelFor(editor: Editor, tool: ToolId): boolean {
  return editor.labels.some(({ type, skeleton }) =>
    tool === "skeleton" ? skeleton !== undefined : !type || type === "any" || type === tool,
  );
}

function drawing(editor: Editor): Action[] {
  const { tools } = editor;
  const acting = () => !["select", "pan", "zoom"].includes(tools.tool);
  return [
    editorAction("tools", "draw-or-finish", {
      keys: ["n"],
      icon: "repeat",
      enabled: () => acting() || canDraw(editor),
      run: () => (acting() ? tools.finish() : editor.use(tools.lastDrawn)),
    }),
    editorAction("tools", "redraw", {
      keys: ["Shift+n"],
      icon: "rotate-ccw-square",
      enabled: () => tools.state.finishAndContinue !== undefined || someEditable(editor),
      run: () => {
        const [id] = editor.targets;
        if (!tools.finishAndContinue() && id !== undefined) editor.reshaping.redraw(id);
      },
    }),
    editorAction("tools", "finish", {
      keys: ["Enter"],
      icon: "check",
      enabled: acting,
      run: () => tools.finish(),
    }),
    editorAction("tools", "remove-last-point", {
      keys: ["Backspace"],
      icon: "delete",
      enabled: () => tools.state.removeLast !== undefined,
      run: () => tools.removeLast(),
    }),
    editorAction("tools", "cancel", {
      keys: ["Escape"],
      icon: "x",
      run: () => tools.cancel(),
    }),
    editorAction("tools", "snap-points", snapping(editor, "points", "magnet")),
    editorAction("tools", "snap-contour", snapping(editor, "contour", "spline")),
  ];
}

function snapping(editor: Editor, to: "points" | "contour", icon: string) {
  const on = () => editor.drawing.snapping === to;
  return {
    keys: [],
    icon,
    enabled: () => canDraw(editor),
    checked: on,
    run: () => editor.setDrawing({ snapping: on() ? "none" : to }),
  };
}

/** Tools that ask for objects; with some selected they do it at once. */
function pickers(editor: Editor): Action[] {
  const { operations } = editor;
  return [
    picker(editor, "merge", ["m"], "merge", 2, (ids) => operations.merge(ids)),
    picker(editor, "split", ["Alt+m", "Alt+KeyM"], "split", 1, (ids) => operations.split(ids)),
    picker(editor, "join", ["j"], "combine", 2, (ids) => operations.join(ids)),
    picker(editor, "slice", ["Alt+j", "Alt+KeyJ"], "slice", 1, ([id]) => operations.beginSlice(id)),
    picker(editor, "group", ["g"], "group", 2, (ids) => void editor.commands.group(ids)),
  ];
}

function picker(
  editor: Editor,
  tool: ToolId,
  keys: readonly string[],
  icon: string,
  fewest: number,
  act: (ids: readonly string[]) => void,
): Action {
  const { tools, selection } = editor;
  return editorAction("tools", tool, {
    keys,
    icon,
    enabled: () => !editor.readOnly && (!editor.busy || tools.tool === tool),
    checked: () => tools.tool === tool,
    run() {
      if (tools.tool === tool) tools.finish();
      else if (selection.ids.size >= fewest) act([...selection.ids]);
      else editor.use(tool);
    },
  });
}
