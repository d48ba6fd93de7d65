import { Emitter, type Unsubscribe } from "./emitter";
import { FrameIndex } from "./frame-index";
import type { AnnotationRecord, Change, ChangeOrigin, RecordDiff, RecordId } from "./records";

/**
 * All annotations of a job, in memory.
 *
 * Records are never changed in place: a record that is the same object is the
 * same annotation, so readers may compare by identity. Every write is a
 * `Change`, and listeners get what really happened: diffs that change nothing
 * are dropped and `before` is what the store held.
 */
export class EntityStore {
  readonly #records = new Map<RecordId, AnnotationRecord>();
  readonly #numbers = new Map<RecordId, number>();
  readonly #frames = new FrameIndex();
  readonly #changed = new Emitter<[Change]>();
  #all: readonly AnnotationRecord[] | null = null;

  get(id: RecordId): AnnotationRecord | undefined {
    return this.#records.get(id);
  }

  get size(): number {
    return this.#records.size;
  }

  /** Every record in the order of first appearance; the same array until something changes. */
  all(): readonly AnnotationRecord[] {
    this.#all ??= this.#ordered([...this.#records.values()]);
    return this.#all;
  }

  /**
   * Shapes and tags of the frame, and tracks that began on it or before.
   *
   * In the order of first appearance; the same array until something on the
   * frame changes, so it may be used as a React snapshot.
   */
  onFrame(frame: number): readonly AnnotationRecord[] {
    return this.#frames.read(frame, (ids) =>
      this.#ordered(ids.flatMap((id) => this.#records.get(id) ?? [])),
    );
  }

  /**
   * A small number for people, given at first appearance and kept over undo and
   * redo; of a record not here yet, the number it would get.
   */
  numberOf(id: RecordId): number {
    return this.#numbers.get(id) ?? this.#numbers.size + 1;
  }

  /** Write all diffs, tell the listeners once, and return what really changed. */
  apply(change: Change): Change {
    const diffs: RecordDiff[] = [];
    for (const { id, after } of change.diffs) {
      const before = this.#records.get(id) ?? null;
      if (before === after) continue;
      this.#write(id, before, after);
      diffs.push({ id, before, after });
    }
    const effective: Change = { diffs, origin: change.origin };
    if (diffs.length > 0) {
      this.#all = null;
      this.#changed.emit(effective);
    }
    return effective;
  }

  /** Add or replace records. */
  put(records: readonly AnnotationRecord[], origin: ChangeOrigin = "user"): Change {
    const diffs = records.map((after) => ({ id: after.id, before: null, after }));
    return this.apply({ diffs, origin });
  }

  remove(ids: readonly RecordId[], origin: ChangeOrigin = "user"): Change {
    return this.apply({ diffs: ids.map((id) => ({ id, before: null, after: null })), origin });
  }

  /** Replace everything, as after opening a job. */
  load(records: readonly AnnotationRecord[]): Change {
    const kept = new Set(records.map((record) => record.id));
    const gone = [...this.#records.keys()].filter((id) => !kept.has(id));
    const diffs = [
      ...gone.map((id) => ({ id, before: null, after: null })),
      ...records.map((after) => ({ id: after.id, before: null, after })),
    ];
    return this.apply({ diffs, origin: "load" });
  }

  subscribe(listener: (change: Change) => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  /** Hear only of changes to one record. */
  subscribeRecord(id: RecordId, listener: (diff: RecordDiff) => void): Unsubscribe {
    return this.subscribe((change) => {
      const diff = change.diffs.find((each) => each.id === id);
      if (diff) listener(diff);
    });
  }

  #write(id: RecordId, before: AnnotationRecord | null, after: AnnotationRecord | null): void {
    if (after === null) {
      this.#records.delete(id);
    } else {
      if (after.id !== id) throw new Error(`diff ${id} carries the record ${after.id}`);
      this.#records.set(id, after);
      this.#numbers.set(id, this.numberOf(id));
    }
    this.#frames.move(id, before, after);
  }

  #ordered(records: AnnotationRecord[]): readonly AnnotationRecord[] {
    return records.sort((a, b) => this.numberOf(a.id) - this.numberOf(b.id));
  }
}
