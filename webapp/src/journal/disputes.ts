import type { RecordId } from "../core/records";
import type { EntityStore } from "../core/store";
import { agrees, conflictsIn, oldestSeen } from "./conflicts";
import type { Identities } from "./identities";
import type { Ledger } from "./ledger";
import type { Seen } from "./seen";
import type { Conflict } from "./status";
import type { Transport } from "./transport";

/** What disputes need of the journal. */
interface Parts {
  readonly job: number;
  readonly store: EntityStore;
  readonly transport: Transport;
  readonly ledger: Ledger;
  readonly identities: Identities;
  readonly seen: Seen;
}

/** The objects that unsaved edits and somebody else's stand against each other, one choice each. */
export class Disputes {
  readonly #parts: Parts;
  #conflicts: readonly Conflict[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Those nobody has decided about, with what is here by now. */
  get open(): readonly Conflict[] {
    const { store } = this.#parts;
    return this.#conflicts.map((each) => ({ ...each, mine: store.get(each.id) ?? null }));
  }

  /**
   * Find out which objects stand against each other since `shown`, the version that is
   * shown; what both sides did alike is settled. Says whether there were some and none is left.
   */
  async find(shown: number): Promise<boolean> {
    const { job, transport, ledger, identities, seen } = this.#parts;
    const diffs = ledger.diffs().map((diff) => identities.apply(diff));
    const news = await transport.news(job, oldestSeen(diffs, seen, shown)).catch(() => null);
    const found = news ? conflictsIn(diffs, seen, news) : [];
    for (const conflict of found.filter(agrees)) {
      this.#note(conflict);
      await this.#takeTheirs(conflict);
    }
    this.#conflicts = found.filter((conflict) => !agrees(conflict));
    return found.length > 0 && this.#conflicts.length === 0;
  }

  /**
   * Choose for one object: `mine` goes over what the server has (what is gone there is made
   * anew), `theirs` takes the edits of it back. Says whether that was the last.
   */
  async settle(id: RecordId, choice: "mine" | "theirs"): Promise<boolean> {
    const { ledger, identities, seen } = this.#parts;
    const conflict = this.#conflicts.find((each) => each.id === id);
    if (!conflict) return false;
    this.#note(conflict);
    if (choice === "mine") await ledger.rewrite(identities, seen);
    else await this.#takeTheirs(conflict);
    this.#conflicts = this.#conflicts.filter((each) => each.id !== id);
    return this.#conflicts.length === 0;
  }

  /** They were decided about all at once. */
  clear(): void {
    this.#conflicts = [];
  }

  /** Their change has been looked at: what is done from now on is done upon it. */
  #note({ id, key, theirs, version }: Conflict): void {
    const { seen, identities } = this.#parts;
    if (theirs) seen.set(key, version);
    else {
      seen.forget(key);
      identities.forget(id);
    }
  }

  async #takeTheirs({ id, theirs: after }: Conflict): Promise<void> {
    const { store, ledger, identities, seen } = this.#parts;
    await ledger.drop(id, identities, seen);
    store.apply({ diffs: [{ id, before: store.get(id) ?? null, after }], origin: "server" });
  }
}
