import type { AnnotationRecord, RecordId } from "./records";
import { firstFrame } from "./tracks";

type Snapshot = readonly AnnotationRecord[];

/** Which records stand on which frame. Tracks stand on every frame from their first keyframe on. */
export class FrameIndex {
  readonly #byFrame = new Map<number, Set<RecordId>>();
  readonly #tracks = new Map<RecordId, number>();
  readonly #snapshots = new Map<number, Snapshot>();

  read(frame: number, build: (ids: RecordId[]) => Snapshot): Snapshot {
    let snapshot = this.#snapshots.get(frame);
    if (!snapshot) {
      snapshot = build(this.#ids(frame));
      this.#snapshots.set(frame, snapshot);
    }
    return snapshot;
  }

  move(id: RecordId, before: AnnotationRecord | null, after: AnnotationRecord | null): void {
    if (before) this.#drop(before);
    if (after) this.#add(id, after);
  }

  #ids(frame: number): RecordId[] {
    const ids = [...(this.#byFrame.get(frame) ?? [])];
    for (const [id, start] of this.#tracks) if (start <= frame) ids.push(id);
    return ids;
  }

  #add(id: RecordId, record: AnnotationRecord): void {
    if (record.kind === "track") {
      this.#tracks.set(id, firstFrame(record));
      this.#snapshots.clear();
      return;
    }
    const ids = this.#byFrame.get(record.frame) ?? new Set();
    this.#byFrame.set(record.frame, ids.add(id));
    this.#snapshots.delete(record.frame);
  }

  #drop(record: AnnotationRecord): void {
    if (record.kind === "track") {
      this.#tracks.delete(record.id);
      this.#snapshots.clear();
      return;
    }
    this.#byFrame.get(record.frame)?.delete(record.id);
    this.#snapshots.delete(record.frame);
  }
}
