import type { RecordDiff, RecordId } from "../core/records";
import { uuid } from "../core/uuid";
import { buildRequest } from "./batch";
import type { Batch, JournalDatabase, Op } from "./database";
import type { Identities } from "./identities";
import { unified } from "./restore";
import type { Seen, Versions } from "./seen";

interface Pending {
  diffs: readonly RecordDiff[];
  seen: Versions;
  readonly at: number;
  /** Its number once it is kept in the database. */
  readonly kept: Promise<number>;
}

/** An edit with its number in the database; below zero: it is in memory only. */
interface Numbered {
  readonly op: Pending;
  readonly seq: number;
}

/**
 * This tab's edits that the server has not acknowledged, kept in the database.
 *
 * Without a database, or when it refuses, the edits are kept in memory only
 * and `durable` says so.
 */
export class Ledger {
  readonly job: number;
  readonly client: string;
  readonly #db: JournalDatabase | null;
  #pending: Pending[] = [];
  #batches: Batch[] = [];
  #durable: boolean;
  #unkept = 0;

  constructor(db: JournalDatabase | null, job: number, client: string) {
    this.#db = db;
    this.job = job;
    this.client = client;
    this.#durable = db !== null;
  }

  /** Whether every edit so far would survive the end of this tab. */
  get durable(): boolean {
    return this.#durable;
  }

  /** Take over what ended tabs left behind, and what this tab itself had. */
  async inherit(living: ReadonlySet<string>): Promise<void> {
    if (!this.#db) return;
    await this.#db.adopt(this.job, this.client, living);
    const mine = ({ client }: { client: string }) => client === this.client;
    const names = new Map<string, RecordId>();
    this.#pending = (await this.#db.ops(this.job)).filter(mine).map((op) => ({
      diffs: unified(op.diffs, names),
      seen: op.seen ?? {},
      at: op.at,
      kept: Promise.resolve(op.seq),
    }));
    const firstSeq = ({ seqs }: Batch) => seqs[0] ?? 0;
    this.#batches = (await this.#db.batches(this.job))
      .filter(mine)
      .sort((a, b) => firstSeq(a) - firstSeq(b));
  }

  append(diffs: readonly RecordDiff[], seen: Versions): void {
    const at = Date.now();
    const { job, client } = this;
    const kept = this.#keep(() => ({ job, client, diffs, seen, at }));
    this.#pending.push({ diffs, seen, at, kept });
  }

  diffs(): RecordDiff[] {
    return this.#pending.flatMap((op) => op.diffs);
  }

  /** What the edits were made upon: for each object as the first of them saw it. */
  get seen(): Versions {
    return Object.assign({}, ...this.#pending.map(({ seen }) => seen).reverse());
  }

  /** How many records wait. */
  get size(): number {
    return new Set(this.diffs().map(({ id }) => id)).size;
  }

  /** Batches that are on their way or whose answer was lost, the oldest first. */
  get unanswered(): readonly Batch[] {
    return this.#batches;
  }

  /** A new batch with everything that waits, kept before it is returned. */
  async draft(identities: Identities, seen: Seen): Promise<Batch | null> {
    const ops = [...this.#pending];
    const seqs = await Promise.all(ops.map((op) => op.kept));
    const request = buildRequest(
      ops.flatMap((op) => op.diffs),
      identities,
      seen,
    );
    if (!request) {
      await this.#forget(new Set(seqs));
      return null;
    }
    const { job, client } = this;
    const batch: Batch = { key: uuid(), job, client, seqs, ...request };
    await this.#attempt((db) => db.keepBatch(batch));
    this.#batches.push(batch);
    return batch;
  }

  /** The server has the batch; what was edited since is rewritten to the ids it gave. */
  async settle(batch: Batch, identities: Identities, seen: Seen): Promise<void> {
    const rest = await this.#without(new Set(batch.seqs));
    const rewritten = this.#rewritten(rest, identities, seen);
    this.#batches = this.#batches.filter((each) => each.key !== batch.key);
    await this.#attempt((db) => db.settle(batch, rewritten));
  }

  /** Write down anew what the edits are made upon. */
  async rewrite(identities: Identities, seen: Seen): Promise<void> {
    const rewritten = this.#rewritten(await this.#without(new Set()), identities, seen);
    await this.#attempt((db) => db.rewrite(rewritten, []));
  }

  /** Forget the edits of one record. */
  async drop(id: RecordId, identities: Identities, seen: Seen): Promise<void> {
    const all = await this.#without(new Set());
    for (const { op } of all) op.diffs = op.diffs.filter((diff) => diff.id !== id);
    const empty = new Set(all.filter(({ op }) => !op.diffs.length).map(({ seq }) => seq));
    const rewritten = this.#rewritten(await this.#without(empty), identities, seen);
    await this.#attempt((db) => db.rewrite(rewritten, [...empty]));
  }

  /** The ops as they stand now, those of them that are in the database. */
  #rewritten(ops: readonly Numbered[], identities: Identities, seen: Seen): Op[] {
    const { job, client } = this;
    for (const { op } of ops) {
      op.diffs = op.diffs.map((diff) => identities.apply(diff));
      op.seen = seen.of(op.diffs);
    }
    return ops
      .filter(({ seq }) => seq > 0)
      .map(({ op: { diffs, at, seen }, seq }) => ({ seq, job, client, diffs, at, seen }));
  }

  /** The server did not take the batch; its edits wait to be sent in another one. */
  async withdraw(batch: Batch): Promise<void> {
    this.#batches = this.#batches.filter((each) => each.key !== batch.key);
    await this.#attempt((db) => db.dropBatch(batch.key));
  }

  /** Forget every edit. */
  async discard(): Promise<void> {
    const batches = this.#batches;
    this.#batches = [];
    await this.#forget(new Set(await Promise.all(this.#pending.map((op) => op.kept))), batches);
  }

  async #forget(seqs: ReadonlySet<number>, batches: readonly Batch[] = []): Promise<void> {
    await this.#without(seqs);
    await this.#attempt((db) => db.discard([...seqs], batches));
  }

  /** Drop the ops with these numbers from memory and return the others. */
  async #without(seqs: ReadonlySet<number>): Promise<Numbered[]> {
    const known = this.#pending;
    const numbered = await Promise.all(known.map(async (op) => ({ op, seq: await op.kept })));
    const rest = numbered.filter(({ seq }) => !seqs.has(seq));
    this.#pending = [...rest.map(({ op }) => op), ...this.#pending.slice(known.length)];
    return rest;
  }

  async #keep(op: () => Omit<Op, "seq">): Promise<number> {
    let seq: number | null = null;
    await this.#attempt(async (db) => {
      seq = await db.append(op());
    });
    // Numbers below zero are never in the database, so deleting them there is harmless.
    return seq ?? --this.#unkept;
  }

  async #attempt(write: (db: JournalDatabase) => Promise<void>): Promise<void> {
    if (!this.#db) return;
    try {
      await write(this.#db);
    } catch (error) {
      this.#durable = false;
      console.error("The browser cannot keep unsaved edits", error);
    }
  }
}
