import type { RecordDiff } from "../core/records";
import type { EntityStore } from "../core/store";
import { createdBy, keysIn, withAnsweredIds } from "./answer";
import type { Batch } from "./database";
import { Identities, serverKey } from "./identities";
import type { Ledger } from "./ledger";
import { merge } from "./merge";
import { recordsFromServer, replay } from "./restore";
import { Seen } from "./seen";
import type { ChangesAnswer, ServerNews, Transport } from "./transport";

/** What the mirror needs of the journal. */
interface Parts {
  readonly job: number;
  readonly store: EntityStore;
  readonly transport: Transport;
  readonly ledger: Ledger;
}

/** Puts what the server says into the store, under the edits that it does not have yet. */
export class Mirror {
  readonly identities = new Identities();
  readonly seen = new Seen();
  readonly #parts: Parts;
  /** Batches that had no answer when the annotations were loaded, which may contain them already. */
  #doubtful: ReadonlySet<string> = new Set();
  #version = 0;
  readonly #own = new Set<number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The version of the server's annotations up to which everything is shown here. */
  get version(): number {
    return this.#version;
  }

  /** Whether a batch from here made that version. */
  wrote(version: number): boolean {
    return this.#own.has(version);
  }

  /** Show the job as the server has it now, with the edits on top. Rejects with a `TransportProblem`. */
  async load(): Promise<void> {
    const { job, store, transport, ledger } = this.#parts;
    const data = await transport.load(job);
    const diffs = ledger.diffs();
    const edited = diffs.flatMap(({ before, after }) => [before, after]).filter((r) => r !== null);
    const records = recordsFromServer(data, [...store.all(), ...edited]);
    this.identities.learnFrom(records);
    this.#doubtful = new Set(ledger.unanswered.map(({ key }) => key));
    this.#version = data.version;
    this.seen.clear();
    this.seen.learn(data);
    // Edits of an earlier visit were made upon what was there then.
    this.seen.override(ledger.seen);
    store.load(replay(records, this.#edits()));
  }

  /** Show what was written elsewhere but for records with edits; returns how many it changed. */
  show(news: ServerNews): number {
    const { store, ledger } = this.#parts;
    const edited = new Set(ledger.diffs().map(({ id }) => id));
    const { diffs, keptOut } = merge(news, store.all(), edited);
    this.seen.learn(news.changed, this.#editedKeys());
    // What was kept out is asked for again: the edits may be taken back.
    if (!keptOut) this.#version = news.version;
    this.identities.learnFrom(diffs.map(({ after }) => after));
    store.apply({ diffs, origin: "server" });
    return diffs.length;
  }

  /** The server did the batch: its ids come to the records, its versions were seen. */
  take(batch: Batch, answer: ChangesAnswer): void {
    const { store } = this.#parts;
    const diffs: RecordDiff[] = [];
    // What a load showed of objects whose creation was in doubt goes in favour of the record here.
    if (this.#doubtful.has(batch.key)) diffs.push(...this.#twins(answer));
    for (const { id, serverId, object } of createdBy(batch, answer)) {
      this.identities.learn(id, serverId);
      const before = store.get(id);
      if (before) diffs.push({ id, before, after: withAnsweredIds(before, object) });
    }
    store.apply({ diffs, origin: "server" });
    this.seen.wrote(answer.create, answer.version);
    this.seen.wrote(answer.update, answer.version);
    this.#own.add(answer.version);
    // With a gap between, somebody else wrote too.
    if (answer.version === this.#version + 1) this.#version = answer.version;
  }

  #edits(): RecordDiff[] {
    return this.#parts.ledger.diffs().map((diff) => this.identities.apply(diff));
  }

  /** Names of the objects that have unsaved edits. */
  #editedKeys(): ReadonlySet<string> {
    return new Set(this.#edits().flatMap(({ before }) => (before && serverKey(before)) ?? []));
  }

  /** Created objects that came with the loaded annotations too, under other client ids. */
  #twins(answer: ChangesAnswer): RecordDiff[] {
    const keys = keysIn(answer);
    const twins = this.#parts.store.all().filter((record) => keys.has(serverKey(record)));
    return twins.map((before) => ({ id: before.id, before, after: null }));
  }
}
