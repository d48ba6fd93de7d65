/** Where an action's keys work: everywhere, or only while a job is open. */
export type ActionScope = "global" | "workspace";

/**
 * One thing a person can do, as data: menus, tool bar, palette, key help and
 * key bindings all read the same entry.
 */
export interface Action {
  /** Stable, dotted, as in `editor.undo`. */
  readonly id: string;
  /** Message key. */
  readonly label: string;
  /** Default keys in tinykeys' syntax, as in `$mod+Shift+z` or `t l`; several are alternatives. */
  readonly keys: readonly string[];
  /** Name of a lucide icon or of one of our tool icons. */
  readonly icon?: string;
  readonly scope: ActionScope;
  /** Message key of the heading it is listed under. */
  readonly group?: string;
  /** Run at key release instead of key press. */
  readonly onRelease?: boolean;
  /** Keep running while the key is held. */
  readonly repeats?: boolean;
  enabled?(): boolean;
  /** Whether it is switched on, for actions that switch something. */
  checked?(): boolean;
  run(): void;
}

/** The action, checked: an id and at least a label. */
export function defineAction(action: Action): Action {
  if (!/^[a-z][\w-]*(\.[\w-]+)+$/.test(action.id)) {
    throw new Error(`action id ${JSON.stringify(action.id)} is not like "editor.undo"`);
  }
  return action;
}

export function isEnabled(action: Action): boolean {
  return action.enabled?.() ?? true;
}
