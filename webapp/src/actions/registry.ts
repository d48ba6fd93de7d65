import { createKeybindingsHandler } from "tinykeys";
import { type Action, type ActionScope, isEnabled } from "./action";
import { isWithinPopup, normaliseKeys, operatesControl, pressCount, takesText } from "./keys";

/** Keys given by the user, by action id; an empty list takes an action's keys away. */
export type KeyOverrides = Readonly<Record<string, readonly string[]>>;

export interface KeyConflict {
  readonly keys: string;
  readonly actions: readonly Action[];
}

/** All actions, their keys, and the one listener that runs them. */
export class ActionRegistry {
  readonly #actions = new Map<string, Action>();
  readonly #listeners = new Set<() => void>();
  #overrides: KeyOverrides = {};
  #list: readonly Action[] | null = null;
  #onPress: EventListener | null = null;
  #onRelease: EventListener | null = null;
  #matched: { action: Action; presses: number }[] = [];

  /**
   * Add actions until the returned function is called.
   *
   * Throws when an id is taken.
   */
  add(...actions: readonly Action[]): () => void {
    const taken = actions.find((action) => this.#actions.has(action.id));
    if (taken) throw new Error(`there is an action ${taken.id} already`);
    for (const action of actions) this.#actions.set(action.id, action);
    this.#changed();
    return () => {
      for (const action of actions) this.#actions.delete(action.id);
      this.#changed();
    };
  }

  get(id: string): Action | undefined {
    return this.#actions.get(id);
  }

  /** All actions in the order they came; the same array until one comes or goes. */
  list(scope?: ActionScope): readonly Action[] {
    this.#list ??= [...this.#actions.values()];
    return scope ? this.#list.filter((action) => action.scope === scope) : this.#list;
  }

  /** Run an action by id if it is enabled, and say whether it ran. */
  run(id: string): boolean {
    const action = this.#actions.get(id);
    if (!action || !isEnabled(action)) return false;
    action.run();
    return true;
  }

  /** The keys that run the action now. */
  keysOf(id: string): readonly string[] {
    return this.#overrides[id] ?? this.#actions.get(id)?.keys ?? [];
  }

  get overrides(): KeyOverrides {
    return this.#overrides;
  }

  /** Put the user's keys in place of the defaults. */
  setOverrides(overrides: KeyOverrides): void {
    this.#overrides = overrides;
    this.#changed();
  }

  /**
   * Keys claimed by more than one action.
   *
   * Actions of both scopes share the keyboard while a job is open, so scopes do
   * not keep them apart.
   */
  conflicts(): KeyConflict[] {
    const claims = new Map<string, Action[]>();
    for (const action of this.list()) {
      for (const keys of new Set(this.keysOf(action.id).map(normaliseKeys))) {
        claims.set(keys, [...(claims.get(keys) ?? []), action]);
      }
    }
    return [...claims]
      .filter(([, actions]) => actions.length > 1)
      .map(([keys, actions]) => ({ keys, actions }));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * Listen for keys on `target` until the returned function is called.
   *
   * Keys typed into text fields, dialogs and menus, keys that operate the focused
   * control and keys that somebody else has dealt with (`preventDefault`) are
   * left alone.
   */
  attach(target: Window | HTMLElement): () => void {
    const press = (event: Event) => this.#dispatch(event, "press");
    const release = (event: Event) => this.#dispatch(event, "release");
    target.addEventListener("keydown", press);
    target.addEventListener("keyup", release);
    return () => {
      target.removeEventListener("keydown", press);
      target.removeEventListener("keyup", release);
    };
  }

  /** Of all actions the event matches, the one with the longest sequence runs. */
  #dispatch(event: Event, phase: "press" | "release"): void {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented) return;
    const { target } = event;
    if (takesText(target) || isWithinPopup(target) || operatesControl(event)) return;
    this.#matched = [];
    this.#handler(phase)(event);
    const able = this.#matched.filter(
      ({ action }) => isEnabled(action) && (!event.repeat || action.repeats),
    );
    const [longest] = able.sort((a, b) => b.presses - a.presses);
    if (!longest) return;
    event.preventDefault();
    longest.action.run();
  }

  #handler(phase: "press" | "release"): EventListener {
    if (phase === "release") {
      this.#onRelease ??= this.#bind((action) => action.onRelease === true);
      return this.#onRelease;
    }
    this.#onPress ??= this.#bind((action) => !action.onRelease);
    return this.#onPress;
  }

  #bind(wanted: (action: Action) => boolean): EventListener {
    const bindings: Record<string, () => void> = {};
    for (const action of this.list().filter(wanted)) {
      for (const keys of this.keysOf(action.id)) {
        const earlier = bindings[keys];
        bindings[keys] = () => {
          earlier?.();
          this.#matched.push({ action, presses: pressCount(keys) });
        };
      }
    }
    return createKeybindingsHandler(bindings);
  }

  #changed(): void {
    this.#list = null;
    this.#onPress = null;
    this.#onRelease = null;
    for (const listener of [...this.#listeners]) listener();
  }
}
