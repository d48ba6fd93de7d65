import type { AnnotationRecord, RecordDiff, RecordId } from "../core/records";

/** Name of a record on the server; ids are only unique within a kind. */
export function serverKey(record: AnnotationRecord): string | null {
  return record.serverId === null ? null : `${record.kind}:${record.serverId}`;
}

/**
 * Which server id each record has, as far as the server has said.
 *
 * Records in diffs may be older than the server's answer (an undo brings back
 * what was drawn before the first save), so this and not the record decides.
 */
export class Identities {
  readonly #ids = new Map<RecordId, number>();

  get(id: RecordId): number | null {
    return this.#ids.get(id) ?? null;
  }

  learn(id: RecordId, serverId: number): void {
    this.#ids.set(id, serverId);
  }

  /** The server has it no more; it would be made anew. */
  forget(id: RecordId): void {
    this.#ids.delete(id);
  }

  clear(): void {
    this.#ids.clear();
  }

  learnFrom(records: Iterable<AnnotationRecord | null>): void {
    for (const record of records)
      if (record && record.serverId !== null) this.learn(record.id, record.serverId);
  }

  /** `diff` with the server id known now; a record that is new has none. */
  apply(diff: RecordDiff): RecordDiff {
    const serverId = diff.before === null ? null : this.get(diff.id);
    const fix = (record: AnnotationRecord | null) =>
      record && record.serverId !== serverId ? { ...record, serverId } : record;
    return { id: diff.id, before: fix(diff.before), after: fix(diff.after) };
  }
}
