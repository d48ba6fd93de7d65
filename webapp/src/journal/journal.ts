import type { Change, RecordDiff, RecordId } from "../core/records";
import type { EntityStore } from "../core/store";
import { uuid } from "../core/uuid";
import { i18next } from "../i18n";
import { createdBy, keysIn, withAnsweredIds } from "./answer";
import type { Batch, JournalDatabase } from "./database";
import { Disputes } from "./disputes";
import { writeEdits } from "./edits-file";
import { Identities, serverKey } from "./identities";
import { Ledger } from "./ledger";
import { merge } from "./merge";
import { recordsFromServer, replay } from "./restore";
import { Seen } from "./seen";
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
  readonly #identities = new Identities();
  readonly #seen = new Seen();
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
  /** Batches that had no answer when the annotations were loaded, which may contain them already. */
  #doubtful: ReadonlySet<string> = new Set();
  #elsewhere = false;
  /** Of the server's annotations that the store shows. */
  #version = 0;
  readonly #own = new Set<number>();

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
    this.#disputes = new Disputes({
      ...{ job: options.job, store: options.store, transport: options.transport },
      ...{ ledger: this.#ledger, identities: this.#identities, seen: this.#seen },
    });
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
    return this.#version;
  }

  /** Whether this journal wrote that version. */
  wrote(version: number): boolean {
    return this.#own.has(version);
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
    const { job, store, transport, tabs } = this.#options;
    // Nothing is on its way meanwhile: what this tab creates would be taken for somebody else's.
    return tabs.exclusive(job, async () => {
      if (this.#closed || version <= this.#version || this.#ledger.unanswered.length > 0) return 0;
      const news = await transport.news(job, this.#version);
      if (this.#closed) return 0;
      const edited = new Set(this.#ledger.diffs().map(({ id }) => id));
      const { diffs, keptOut } = merge(news, store.all(), edited);
      this.#seen.learn(news.changed, this.#editedKeys());
      // What was kept out is asked for again: the edits may be taken back.
      if (!keptOut) this.#version = news.version;
      this.#identities.learnFrom(diffs.map(({ after }) => after));
      store.apply({ diffs, origin: "server" });
      return diffs.length;
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
    this.#disputes.clear();
    this.#identities.clear();
    this.#seen.clear();
    await this.#ledger.rewrite(this.#identities, this.#seen);
    await this.#load();
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
    this.#identities.clear();
    await this.#load();
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
    this.#identities.learnFrom(this.#ledger.diffs().map((diff) => diff.before));
    // A batch whose answer was lost decides which of its creations exist already.
    while (this.#ledger.unanswered.length > 0) if (!(await this.flush())) break;
    await this.#load();
    this.#endings.push(store.subscribe((change) => this.#hear(change)));
    this.#plan();
    this.#tell();
  }

  #hear(change: Change): void {
    if (!EDITS.has(change.origin)) return;
    const diffs = change.diffs.map((diff) => this.#identities.apply(diff));
    this.#ledger.append(diffs, this.#seen.of(diffs));
    // The edit may be the cure of what the server refused.
    if (this.#problem?.verdict === "refused") this.#problem = null;
    this.#plan();
    this.#tell();
  }

  async #load(): Promise<void> {
    const { job, store, transport } = this.#options;
    const data = await transport.load(job);
    const diffs = this.#ledger.diffs();
    const edited = diffs.flatMap(({ before, after }) => [before, after]).filter((r) => r !== null);
    const records = recordsFromServer(data, [...store.all(), ...edited]);
    this.#identities.learnFrom(records);
    this.#doubtful = new Set(this.#ledger.unanswered.map(({ key }) => key));
    this.#version = data.version;
    this.#seen.clear();
    this.#seen.learn(data);
    // Edits of an earlier visit were made upon what was there then.
    this.#seen.override(this.#ledger.seen);
    store.load(
      replay(
        records,
        diffs.map((diff) => this.#identities.apply(diff)),
      ),
    );
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
        this.#problem.verdict === "conflict" && (await this.#disputes.find(this.#version));
      if (settled) this.#problem = null;
      return false;
    }
  }

  async #sendOne(lasting: boolean): Promise<void> {
    const { job, transport } = this.#options;
    const batch =
      this.#ledger.unanswered[0] ?? (await this.#ledger.draft(this.#identities, this.#seen));
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
    await this.#settle(batch, answer);
  }

  async #settle(batch: Batch, answer: ChangesAnswer): Promise<void> {
    const { store } = this.#options;
    const diffs: RecordDiff[] = [];
    // What a load showed of objects whose creation was in doubt goes in favour of the record here.
    if (this.#doubtful.has(batch.key)) diffs.push(...this.#twins(answer));
    for (const { id, serverId, object } of createdBy(batch, answer)) {
      this.#identities.learn(id, serverId);
      const before = store.get(id);
      if (before) diffs.push({ id, before, after: withAnsweredIds(before, object) });
    }
    store.apply({ diffs, origin: "server" });
    this.#seen.wrote(answer.create, answer.version);
    this.#seen.wrote(answer.update, answer.version);
    this.#own.add(answer.version);
    // With a gap between, somebody else wrote too.
    if (answer.version === this.#version + 1) this.#version = answer.version;
    await this.#ledger.settle(batch, this.#identities, this.#seen);
  }

  /** Names of the objects that have unsaved edits. */
  #editedKeys(): ReadonlySet<string> {
    const diffs = this.#ledger.diffs().map((diff) => this.#identities.apply(diff));
    return new Set(diffs.flatMap(({ before }) => (before && serverKey(before)) ?? []));
  }

  /** Created objects that came with the loaded annotations too, under other client ids. */
  #twins(answer: ChangesAnswer): RecordDiff[] {
    const keys = keysIn(answer);
    const twins = this.#options.store.all().filter((record) => keys.has(serverKey(record)));
    return twins.map((before) => ({ id: before.id, before, after: null }));
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
