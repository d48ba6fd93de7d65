import { Emitter, type Unsubscribe } from "../core/emitter";
import type { RecordId } from "../core/records";

export type Flag = "hidden" | "locked" | "pinned";

/** What an annotator set aside on this client: hidden, locked and pinned records. Not saved. */
export class ObjectFlags {
  readonly #changed = new Emitter<[readonly RecordId[]]>();
  readonly #sets: Record<Flag, Set<RecordId>> = {
    hidden: new Set(),
    locked: new Set(),
    pinned: new Set(),
  };
  #version = 0;

  /** Grows with every change; a snapshot for React. */
  get version(): number {
    return this.#version;
  }

  is(flag: Flag, id: RecordId): boolean {
    return this.#sets[flag].has(id);
  }

  set(flag: Flag, ids: readonly RecordId[], on: boolean): void {
    const set = this.#sets[flag];
    const changed = ids.filter((id) => set.has(id) !== on);
    if (changed.length === 0) return;
    for (const id of changed) {
      if (on) set.add(id);
      else set.delete(id);
    }
    this.#version++;
    this.#changed.emit(changed);
  }

  /** Set the flag on all when one lacks it, else take it from all. */
  toggle(flag: Flag, ids: readonly RecordId[]): void {
    this.set(flag, ids, !ids.every((id) => this.is(flag, id)));
  }

  subscribe(listener: (ids: readonly RecordId[]) => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }
}
