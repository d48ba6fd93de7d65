import type { Change, RecordId } from "../core/records";
import type { EntityStore } from "../core/store";
import { uuid } from "../core/uuid";
import { i18next } from "../i18n";
import type { JournalDatabase } from "./database";
import { Disputes } from "./disputes";
import { writeEdits } from "./edits-file";
import { Ledger } from "./ledger";
import { Mirror } from "./mirror";
import { type JournalStatus, passes, statusOf, TransportProblem } from "./status";
import type { Tabs } from "./tabs";
import type { ChangesAnswer, Transport } from "./transport";

export interface JournalOptions {
  readonly job: number;
  readonly store: EntityStore;
  readonly transport: Transport;
  /** `null` when this browser offers none; edits then live in memory only. */
  readonly database: JournalDatabase | null;
  readonly tabs: Tabs;
  /** ms from an edit to its sending. */
  readonly delay?: number;
  /** ms to the next try after `failures` failed ones in a row. */
  readonly backOff?: (failures: number) => number;
}

const EDITS = new Set<Change["origin"]>(["user", "undo", "redo"]);

/**
 * Carries every edit of one job to the server without losing one.
 *
 * Follows the store: an edit is kept in the browser's database first, then
 * sent with the others of about a second in one repeatable request, and
 * forgotten when the server has answered. Ids the server gives come back to
 * the store as a change of origin `server`.
 */
export class Journal {
  readonly #options: Required<JournalOptions>;
  readonly #ledger: Ledger;
  readonly #mirror: Mirror;
  readonly #disputes: Disputes;
  readonly #listeners = new Set<() => void>();
  readonly #endings: (() => void)[] = [];
  #status: JournalStatus = { kind: "saved" };
  #problem: TransportProblem | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<boolean> | null = null;
  #closed = false;
  #restored = 0;
  #elsewhere = false;

  /**
   * Load the job's annotations into the store with unsaved edits on top, and follow it.
   *
   * Rejects with a `TransportProblem` when the annotations cannot be loaded.
   */
  static async open(options: JournalOptions): Promise<Journal> {
    const journal = new Journal(options);
    try {
      await journal.#start();
    } catch (error) {
      await journal.close();
      throw error;
    }
    return journal;
  }

  private constructor(options: JournalOptions) {
    this.#options = { delay: 1000, backOff: defaultBackOff, ...options };
    this.#ledger = new Ledger(options.database, options.job, uuid());
    const { job, store, transport } = options;
    const parts = { job, store, transport, ledger: this.#ledger };
    this.#mirror = new Mirror(parts);
    const { identities, seen } = this.#mirror;
    this.#disputes = new Disputes({ ...parts, identities, seen });
  }

  /** The same object until something changes. */
  get status(): JournalStatus {
    return this.#status;
  }

  /** Whether unsaved edits would survive the end of this tab. */
  get durable(): boolean {
    return this.#ledger.durable;
  }

  /** How many changes of an earlier visit were found unsaved when the job was opened. */
  get restored(): number {
    return this.#restored;
  }

  /** Whether another tab of this browser had the job open already. */
  get openElsewhere(): boolean {
    return this.#elsewhere;
  }

  /** The version of the server's annotations up to which everything is shown here. */
  get version(): number {
    return this.#mirror.version;
  }

  /** Whether this journal wrote that version. */
  wrote(version: number): boolean {
    return this.#mirror.wrote(version);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * Send what waits now, and return whether the server took it.
   *
   * `lasting` lets the request outlive the page. Does nothing while a conflict
   * or a refusal waits for a decision.
   */
  flush(lasting = false): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#problem && !passes(this.#problem.verdict)) return Promise.resolve(false);
    this.#sending ??= this.#send(lasting).finally(() => {
      this.#sending = null;
      this.#plan();
      this.#tell();
    });
    return this.#sending;
  }

  /**
   * Show what was written elsewhere, and return how many records it changed.
   *
   * Records with unsaved edits stay as they are; saving them ends in a conflict,
   * about which somebody decides. Nothing is asked when `version` is shown already.
   * Rejects with a `TransportProblem`.
   */
  catchUp(version = Number.POSITIVE_INFINITY): Promise<number> {
    const { job, transport, tabs } = this.#options;
    // Nothing is on its way meanwhile: what this tab creates would be taken for somebody else's.
    return tabs.exclusive(job, async () => {
      if (this.#closed || version <= this.version || this.#ledger.unanswered.length > 0) return 0;
      const news = await transport.news(job, this.version);
      return this.#closed ? 0 : this.#mirror.show(news);
    });
  }

  /** Send everything, including what is edited meanwhile; returns whether all is saved. */
  async saveAll(): Promise<boolean> {
    while (this.#ledger.size > 0) if (!(await this.flush())) return false;
    return true;
  }

  /** After a refusal: try the same edits once more. */
  async retry(): Promise<boolean> {
    this.#problem = null;
    return this.saveAll();
  }

  /**
   * After a conflict: choose for one object; the last choice sends all edits on their way.
   *
   * `mine` goes over what the server has (what is gone there is made anew); `theirs` takes the
   * edits of this object back.
   */
  async resolve(id: RecordId, choice: "mine" | "theirs"): Promise<void> {
    if (await this.#disputes.settle(id, choice)) {
      this.#problem = null;
      void this.flush();
    }
    this.#tell();
  }

  /** After a conflict: put all edits over what the server has; what is gone there is made anew. */
  async keepMine(): Promise<boolean> {
    const { identities, seen } = this.#mirror;
    this.#disputes.clear();
    identities.clear();
    seen.clear();
    await this.#ledger.rewrite(identities, seen);
    await this.#mirror.load();
    return this.retry();
  }

  /** The unsaved edits as a file, for somebody who may not save them here any more. */
  unsaved(): string {
    return writeEdits(this.#options.job, this.#ledger.diffs());
  }

  /** After a conflict or refusal: forget the unsaved edits and show what the server has. */
  async discardMine(): Promise<void> {
    await this.#ledger.discard();
    this.#problem = null;
    this.#disputes.clear();
    this.#mirror.identities.clear();
    await this.#mirror.load();
    this.#tell();
  }

  /** Stop following the store, after a last attempt to send. */
  async close(): Promise<void> {
    if (this.#closed) return;
    if (this.#ledger.size > 0) await this.flush(true);
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const end of this.#endings) end();
  }

  async #start(): Promise<void> {
    const { job, tabs, store } = this.#options;
    const living = await tabs.living(job);
    this.#elsewhere = living.size > 0;
    this.#endings.push(await tabs.announce(job, this.#ledger.client));
    await tabs.exclusive(job, () => this.#ledger.inherit(living));
    this.#restored = this.#ledger.size;
    this.#mirror.identities.learnFrom(this.#ledger.diffs().map((diff) => diff.before));
    // A batch whose answer was lost decides which of its creations exist already.
    while (this.#ledger.unanswered.length > 0) if (!(await this.flush())) break;
    await this.#mirror.load();
    this.#endings.push(store.subscribe((change) => this.#hear(change)));
    this.#plan();
    this.#tell();
  }

  #hear(change: Change): void {
    if (!EDITS.has(change.origin)) return;
    const { identities, seen } = this.#mirror;
    const diffs = change.diffs.map((diff) => identities.apply(diff));
    this.#ledger.append(diffs, seen.of(diffs));
    // The edit may be the cure of what the server refused.
    if (this.#problem?.verdict === "refused") this.#problem = null;
    this.#plan();
    this.#tell();
  }

  async #send(lasting: boolean): Promise<boolean> {
    const { job, tabs } = this.#options;
    try {
      await tabs.exclusive(job, () => this.#sendOne(lasting));
      this.#problem = null;
      this.#failures = 0;
      return true;
    } catch (error) {
      this.#problem = asProblem(error);
      this.#failures += 1;
      // With nothing left to choose, the rest goes on by itself.
      const settled =
        this.#problem.verdict === "conflict" && (await this.#disputes.find(this.version));
      if (settled) this.#problem = null;
      return false;
    }
  }

  async #sendOne(lasting: boolean): Promise<void> {
    const { job, transport } = this.#options;
    const { identities, seen } = this.#mirror;
    const batch = this.#ledger.unanswered[0] ?? (await this.#ledger.draft(identities, seen));
    this.#tell();
    if (!batch) return;
    let answer: ChangesAnswer;
    try {
      answer = await transport.send(job, batch.key, batch.body, lasting);
    } catch (error) {
      // A verdict means that nothing of the batch was done; the edits go into a new one.
      if (error instanceof TransportProblem && error.verdict !== "unreachable")
        await this.#ledger.withdraw(batch);
      throw error;
    }
    this.#mirror.take(batch, answer);
    await this.#ledger.settle(batch, identities, seen);
  }

  /** Arrange the next sending. */
  #plan(): void {
    clearTimeout(this.#timer);
    const waiting = this.#ledger.size > 0 && !this.#sending && !this.#closed;
    if (!waiting || (this.#problem && !passes(this.#problem.verdict))) return;
    const { delay, backOff } = this.#options;
    const wait = this.#failures > 0 ? backOff(this.#failures) : delay;
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  #tell(): void {
    this.#status = statusOf(this.#ledger.size, this.#problem, this.#disputes.open);
    for (const listener of this.#listeners) listener();
  }
}

function defaultBackOff(failures: number): number {
  return Math.min(30_000, 1000 * 2 ** (failures - 1));
}

function asProblem(error: unknown): TransportProblem {
  if (error instanceof TransportProblem) return error;
  console.error("The server's answer cannot be used", error);
  const reason = error instanceof Error ? error.message : String(error);
  return new TransportProblem("refused", i18next.t("errors:unusable", { reason }));
}
