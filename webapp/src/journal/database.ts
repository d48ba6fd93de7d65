import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { RecordDiff } from "../core/records";
import type { Request } from "./batch";
import type { Versions } from "./seen";

/** One committed edit, as kept in the browser until the server has it. */
export interface Op {
  readonly seq: number;
  readonly job: number;
  /** The tab session that made it and alone may send it. */
  readonly client: string;
  readonly diffs: readonly RecordDiff[];
  /** Versions of the objects it changes, as they were seen; absent in ops of older builds. */
  readonly seen?: Versions;
  /** ms since the epoch. */
  readonly at: number;
}

/** One request to the server, kept before it is sent so that a repeat is the same request. */
export interface Batch extends Request {
  /** The idempotency key. */
  readonly key: string;
  readonly job: number;
  readonly client: string;
  /** The ops it carries. */
  readonly seqs: readonly number[];
}

interface Schema extends DBSchema {
  ops: { key: number; value: Op; indexes: { job: number } };
  batches: { key: string; value: Batch; indexes: { job: number } };
}

/** Unsaved edits on this machine, of all jobs. */
export class JournalDatabase {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  static async open(name = "limn-journal"): Promise<JournalDatabase> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh
          .createObjectStore("ops", { keyPath: "seq", autoIncrement: true })
          .createIndex("job", "job");
        fresh.createObjectStore("batches", { keyPath: "key" }).createIndex("job", "job");
      },
    });
    return new JournalDatabase(db);
  }

  /** Keep an edit and return its number, which grows over all tabs. */
  append(op: Omit<Op, "seq">): Promise<number> {
    return this.#db.add("ops", op as Op);
  }

  /** The job's ops, the oldest first. */
  ops(job: number): Promise<Op[]> {
    return this.#db.getAllFromIndex("ops", "job", job);
  }

  batches(job: number): Promise<Batch[]> {
    return this.#db.getAllFromIndex("batches", "job", job);
  }

  async keepBatch(batch: Batch): Promise<void> {
    await this.#db.put("batches", batch);
  }

  async dropBatch(key: string): Promise<void> {
    await this.#db.delete("batches", key);
  }

  /** The batch is done: forget it and its ops, and rewrite the ops that go on. */
  async settle(batch: Batch, rewritten: readonly Op[]): Promise<void> {
    const transaction = this.#db.transaction(["ops", "batches"], "readwrite");
    const ops = transaction.objectStore("ops");
    for (const seq of batch.seqs) void ops.delete(seq);
    for (const op of rewritten) void ops.put(op);
    void transaction.objectStore("batches").delete(batch.key);
    await transaction.done;
  }

  /** Put ops in place of those with their numbers, and forget others. */
  async rewrite(ops: readonly Op[], gone: readonly number[]): Promise<void> {
    const transaction = this.#db.transaction("ops", "readwrite");
    for (const op of ops) void transaction.store.put(op);
    for (const seq of gone) void transaction.store.delete(seq);
    await transaction.done;
  }

  /** Make the ops and batches of other, ended tab sessions those of `client`. */
  async adopt(job: number, client: string, living: ReadonlySet<string>): Promise<void> {
    const transaction = this.#db.transaction(["ops", "batches"], "readwrite");
    const ops = transaction.objectStore("ops");
    const batches = transaction.objectStore("batches");
    for (const op of await ops.index("job").getAll(job))
      if (!living.has(op.client)) void ops.put({ ...op, client });
    for (const batch of await batches.index("job").getAll(job))
      if (!living.has(batch.client)) void batches.put({ ...batch, client });
    await transaction.done;
  }

  async discard(seqs: readonly number[], batches: readonly Batch[]): Promise<void> {
    const transaction = this.#db.transaction(["ops", "batches"], "readwrite");
    for (const seq of seqs) void transaction.objectStore("ops").delete(seq);
    for (const { key } of batches) void transaction.objectStore("batches").delete(key);
    await transaction.done;
  }

  close(): void {
    this.#db.close();
  }
}
