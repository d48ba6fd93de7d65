import type { Editor } from "../../editor/editor";
import type { Flag } from "../../editor/flags";
import type { Action } from "../action";
import { editorAction, some, someEditable } from "./define";

export function objectActions(editor: Editor): Action[] {
  return [...changes(editor), ...flags(editor), ...walking(editor), ...nudges(editor)];
}

function changes(editor: Editor): Action[] {
  const { commands } = editor;
  const enabled = () => someEditable(editor);
  return [
    editorAction("object", "remove", {
      keys: ["Delete"],
      icon: "trash-2",
      enabled,
      run: () => void commands.remove(editor.targets),
    }),
    editorAction("object", "remove-locked", {
      keys: ["Shift+Delete"],
      icon: "trash-2",
      enabled: () => some(editor) && !editor.readOnly,
      run: () => void commands.remove(editor.targets, { force: true }),
    }),
    editorAction("object", "toggle-occluded", {
      keys: ["q", "/"],
      icon: "blend",
      enabled,
      run: () => commands.toggleOccluded(editor.targets),
    }),
    editorAction("object", "ungroup", {
      keys: ["Shift+g"],
      icon: "ungroup",
      enabled,
      run: () => commands.setGroup(editor.targets, 0),
    }),
  ];
}

function flags(editor: Editor): Action[] {
  const one = (flag: Flag, key: string, icon: string) =>
    editorAction("object", `toggle-${flag}`, {
      keys: [key],
      icon,
      enabled: () => some(editor) || (flag === "hidden" && editor.tools.tool === "mask"),
      run: () => {
        if (flag === "hidden" && editor.tools.toggleHidden()) return;
        editor.flags.toggle(flag, editor.targets);
      },
    });
  const all = (flag: Flag, keys: string, icon: string) =>
    editorAction("object", `toggle-all-${flag}`, {
      keys: [keys],
      icon,
      run: () => editor.flags.toggle(flag, onFrame(editor)),
    });
  return [
    one("locked", "l", "lock"),
    one("hidden", "h", "eye-off"),
    one("pinned", "p", "pin"),
    all("locked", "t l", "lock"),
    all("hidden", "t h", "eye-off"),
  ];
}

function walking(editor: Editor): Action[] {
  const enabled = () => !editor.busy && editor.scene.items().length > 0;
  return [
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
      enabled,
      run: () => step(editor, 1),
    }),
    editorAction("object", "previous", {
      keys: ["Shift+Tab"],
      icon: "chevron-left",
      repeats: true,
      enabled,
      run: () => step(editor, -1),
    }),
  ];
}

const NUDGES = [
  ["left", "ArrowLeft", -1, 0],
  ["right", "ArrowRight", 1, 0],
  ["up", "ArrowUp", 0, -1],
  ["down", "ArrowDown", 0, 1],
] as const;

/** Alt and an arrow move what is selected by 1 px, with Shift by 10 px. */
function nudges(editor: Editor): Action[] {
  const nudge = (name: string, keys: string, x: number, y: number) =>
    editorAction("object", name, {
      keys: [keys],
      repeats: true,
      enabled: () => someEditable(editor) && editor.selection.ids.size > 0,
      run: () => editor.commands.move([...editor.selection.ids], { x, y }),
    });
  return NUDGES.flatMap(([name, key, x, y]) => [
    nudge(`nudge-${name}`, `Alt+${key}`, x, y),
    nudge(`nudge-${name}-far`, `Alt+Shift+${key}`, 10 * x, 10 * y),
  ]);
}

function onFrame(editor: Editor): string[] {
  return editor.store.onFrame(editor.frame).map((record) => record.id);
}

/** Select the next or previous object of the frame, round and round, and bring it into sight. */
function step(editor: Editor, by: 1 | -1): void {
  const ids = editor.scene.items().map((item) => item.id);
  const from = editor.selection.only;
  const at = from === null ? (by === 1 ? -1 : 0) : ids.indexOf(from);
  const next = ids[(at + by + ids.length) % ids.length];
  if (next === undefined) return;
  editor.selection.set([next]);
  editor.bringIntoSight(next);
}
