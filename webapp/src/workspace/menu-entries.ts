import { actions, isEnabled } from "../actions";
import type { ContextMenuRequest, Editor } from "../editor";

/** One line of the menu of an object. */
export interface MenuEntry {
  /** The action's id, or a name of its own. */
  readonly key: string;
  /** Key of the catalogue. */
  readonly label: string;
  readonly icon?: string | undefined;
  readonly danger: boolean;
  run(): void;
}

/** What the menu of an object offers, in blocks; what cannot be done now is left out. */
const BLOCKS = [
  ["paint", "redraw", "slice", "simplify", "turn-around", "reset-perspective"],
  ["toggle-keyframe", "toggle-outside", "split", "to-track", "workspace.to-shapes"],
  ["merge", "join", "group", "ungroup"],
  ["toggle-occluded", "toggle-locked", "toggle-hidden", "toggle-pinned"],
  ["copy", "duplicate", "paste", "paste-in-place"],
  ["to-front", "forward", "backward", "to-back", "workspace.to-layer"],
  ["workspace.release-objects", "workspace.copy-object-link", "focus-object", "remove"],
];

/** When an action that asks for its objects makes sense for those at hand. */
const FITS: Readonly<Record<string, (editor: Editor) => boolean>> = {
  slice: (editor) => typesOf(editor).every((type) => type === "polygon" || type === "mask"),
  split: (editor) => editor.targets.some((id) => editor.operations.canSplit(id)),
  merge: (editor) => editor.targets.length > 1,
  join: (editor) => editor.targets.length > 1,
  group: (editor) => editor.targets.length > 1,
  ungroup: (editor) => editor.targets.some((id) => (editor.store.get(id)?.group ?? 0) > 0),
};

function typesOf({ scene, targets }: Editor): (string | undefined)[] {
  return targets.map((id) => scene.item(id)?.shape.type);
}

/** The menu for a place on the canvas, in blocks; what cannot be done now is left out. */
export function menuEntries(editor: Editor, request: ContextMenuRequest): MenuEntry[][] {
  const blocks = [
    vertexEntries(editor, request),
    ...BLOCKS.map((names) => actionEntries(editor, names)),
  ];
  return blocks.filter((block) => block.length > 0);
}

function vertexEntries(editor: Editor, { id, vertex }: ContextMenuRequest): MenuEntry[] {
  if (id === null || vertex === null || Number.isNaN(vertex) || !editor.isEditable(id)) return [];
  const remove: MenuEntry = {
    key: "remove-point",
    label: "workspace:menu.removePoint",
    danger: false,
    run: () => editor.reshaping.removeVertex(id, vertex),
  };
  const start: MenuEntry = {
    key: "set-start",
    label: "workspace:menu.setStart",
    danger: false,
    run: () => editor.operations.setStart(id, vertex),
  };
  return editor.scene.item(id)?.shape.type === "polygon" ? [remove, start] : [remove];
}

function actionEntries(editor: Editor, names: readonly string[]): MenuEntry[] {
  return names.flatMap((name): MenuEntry[] => {
    const action = actions.get(name.includes(".") ? name : `editor.${name}`);
    if (!action || !isEnabled(action) || !(FITS[name]?.(editor) ?? true)) return [];
    const { id, label, icon } = action;
    return [{ key: id, label, icon, danger: name === "remove", run: () => actions.run(id) }];
  });
}
