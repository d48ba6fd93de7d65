import { Emitter, type Unsubscribe } from "./emitter";
import type { Change, ChangeOrigin, RecordDiff, RecordId } from "./records";
import { adoptServerIds, forgetServerIds } from "./server-ids";
import type { EntityStore } from "./store";

/** What one undo takes back: the squashed diffs between two marks. */
export interface HistoryEntry {
  readonly name: string;
  /** The frame on which it was done, to go back there. */
  readonly frame: number | null;
  readonly diffs: readonly RecordDiff[];
}

interface Mark {
  readonly name: string;
  readonly frame: number | null;
}

/**
 * Undo and redo for an `EntityStore`.
 *
 * Changes of origin `user` gather between marks; `undo` applies the inverse of
 * the last gathered entry as a new change of origin `undo`, so everybody who
 * follows the store (drawing, journal) sees it as an ordinary edit.
 */
export class History {
  readonly #store: EntityStore;
  readonly #changed = new Emitter<[]>();
  #done: HistoryEntry[] = [];
  #undone: HistoryEntry[] = [];
  #mark: Mark = { name: "edit", frame: null };
  #pending: readonly RecordDiff[] = [];

  constructor(store: EntityStore) {
    this.#store = store;
    store.subscribe((change) => this.#record(change));
  }

  /** Begin a new step; everything until the next mark is undone together. Returns its number. */
  mark(name: string, frame: number | null = null): number {
    this.#close();
    this.#mark = { name, frame };
    return this.#done.length;
  }

  /** Run `edit` as one step; an error takes back what it had done. */
  step<T>(name: string, frame: number | null, edit: () => T): T {
    const mark = this.mark(name, frame);
    try {
      return edit();
    } catch (error) {
      this.bail(mark);
      throw error;
    } finally {
      this.#close();
    }
  }

  /** Make one step of everything since the mark. */
  squash(mark: number): void {
    this.#close();
    const steps = this.#done.splice(mark);
    const first = steps[0];
    if (!first) return;
    this.#keep({ ...first, diffs: squashDiffs(steps.flatMap((step) => step.diffs)) });
    this.#changed.emit();
  }

  /** Take back everything since the mark and forget it. */
  bail(mark: number): void {
    this.#close();
    const diffs = squashDiffs(this.#done.splice(mark).flatMap((step) => step.diffs));
    this.#store.apply({ diffs: invert(diffs), origin: "undo" });
    this.#changed.emit();
  }

  get undoable(): HistoryEntry | null {
    this.#close();
    return this.#done.at(-1) ?? null;
  }

  get redoable(): HistoryEntry | null {
    return this.#undone.at(-1) ?? null;
  }

  /** Take back the last step and return it, or `null` when there is none. */
  undo(): HistoryEntry | null {
    this.#close();
    const entry = this.#done.pop();
    if (!entry) return null;
    this.#undone.push(entry);
    return this.#replay(entry, invert(entry.diffs), "undo");
  }

  /** Do the last undone step again and return it, or `null` when there is none. */
  redo(): HistoryEntry | null {
    const entry = this.#undone.pop();
    if (!entry) return null;
    this.#keep(entry);
    return this.#replay(entry, entry.diffs, "redo");
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
    this.#pending = [];
    this.#changed.emit();
  }

  /** Forget the record's server id everywhere, after the server deleted it; undo then creates it anew. */
  forgetServerId(id: RecordId): void {
    this.#rewrite(id, (record) => forgetServerIds(record));
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  #record(change: Change): void {
    if (change.origin === "server") this.#learnServerIds(change);
    if (change.origin === "load") this.clear();
    if (change.origin === "user") this.#gather(change);
  }

  #gather(change: Change): void {
    this.#pending = squashDiffs([...this.#pending, ...change.diffs]);
    this.#undone = [];
    this.#changed.emit();
  }

  #replay(entry: HistoryEntry, diffs: readonly RecordDiff[], origin: ChangeOrigin): HistoryEntry {
    this.#store.apply({ diffs, origin });
    this.#changed.emit();
    return entry;
  }

  #close(): void {
    if (this.#pending.length > 0) this.#keep({ ...this.#mark, diffs: this.#pending });
    this.#pending = [];
  }

  #keep(entry: HistoryEntry): void {
    if (entry.diffs.length > 0) this.#done.push(entry);
  }

  #learnServerIds(change: Change): void {
    for (const { id, after } of change.diffs) {
      if (after) this.#rewrite(id, (record) => adoptServerIds(record, after));
      else this.forgetServerId(id);
    }
  }

  #rewrite(id: RecordId, fix: <R extends NonNullable<RecordDiff["after"]>>(record: R) => R): void {
    const fixDiff = (diff: RecordDiff): RecordDiff =>
      diff.id === id
        ? { id, before: diff.before && fix(diff.before), after: diff.after && fix(diff.after) }
        : diff;
    const fixEntry = (entry: HistoryEntry) => ({ ...entry, diffs: entry.diffs.map(fixDiff) });
    this.#done = this.#done.map(fixEntry);
    this.#undone = this.#undone.map(fixEntry);
    this.#pending = this.#pending.map(fixDiff);
  }
}

/** The diffs that undo `diffs`. */
export function invert(diffs: readonly RecordDiff[]): RecordDiff[] {
  return diffs.map(({ id, before, after }) => ({ id, before: after, after: before })).reverse();
}

/** One diff a record: the first `before` with the last `after`; what came and went is dropped. */
export function squashDiffs(diffs: readonly RecordDiff[]): RecordDiff[] {
  const squashed = new Map<RecordId, RecordDiff>();
  for (const diff of diffs) {
    const earlier = squashed.get(diff.id);
    squashed.set(diff.id, earlier ? { ...diff, before: earlier.before } : diff);
  }
  return [...squashed.values()].filter((diff) => diff.before !== diff.after);
}
