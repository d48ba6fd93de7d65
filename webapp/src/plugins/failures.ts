import { Emitter } from "../core/emitter";

/** Where a plugin's module failed; the catalogue says what to do about each. */
export type Phase = "loading" | "shape" | "version" | "late" | "activating" | "working";

export interface PluginFailure {
  readonly phase: Phase;
  /** What was thrown, in its own words. */
  readonly reason: string;
}

/** Why the module of a plugin cannot run here; thrown while it is loaded. */
export class ModuleError extends Error {
  override readonly name = "ModuleError";

  constructor(
    readonly phase: Phase,
    reason: string,
  ) {
    super(reason);
  }
}

/** What went wrong with the modules of plugins in this page, the last failure of each. */
export class Failures {
  #all: ReadonlyMap<string, PluginFailure> = new Map();
  readonly #changed = new Emitter<[]>();

  /** Keep what was thrown, and warn of it in the console with all its details. */
  note(plugin: string, phase: Phase, thrown: unknown): void {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const told = thrown instanceof ModuleError ? thrown.phase : phase;
    this.#all = new Map(this.#all).set(plugin, { phase: told, reason });
    console.warn(`Plugin ${plugin} failed`, thrown);
    this.#changed.emit();
  }

  of(plugin: string): PluginFailure | undefined {
    return this.#all.get(plugin);
  }

  subscribe = (told: () => void): (() => void) => this.#changed.subscribe(told);
}

/** Those of this page. */
export const failures = new Failures();
