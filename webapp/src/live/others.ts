import { Emitter, type Unsubscribe } from "../core/emitter";
import { TransportProblem } from "../journal/status";
import { type EventStream, Feed, type Write } from "./feed";

/** The part of the journal that is used. */
export interface CatchingUp {
  readonly version: number;
  wrote(version: number): boolean;
  catchUp(version?: number): Promise<number>;
}

/** What others did last; `name` is null where it is not known who. */
export interface Update {
  readonly name: string | null;
  readonly records: number;
}

/** Shows what others write to the job while it is open, and says who it was. */
export class Others {
  readonly #journal: CatchingUp;
  readonly #feed: Feed;
  readonly #changed = new Emitter<[]>();
  #writes: Write[] = [];
  #last: Update | null = null;
  #busy = false;
  #wanted = 0;

  constructor(job: number, journal: CatchingUp, open?: (url: string) => EventStream) {
    this.#journal = journal;
    this.#feed = new Feed({
      job,
      version: () => journal.version,
      heard: (version, write) => this.#hear(version, write),
      ...(open ? { open } : {}),
    });
  }

  /** The same object until others do something again. */
  get last(): Update | null {
    return this.#last;
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  close(): void {
    this.#feed.close();
  }

  #hear(version: number, write: Write | null): void {
    if (write) this.#writes.push(write);
    this.#wanted = Math.max(this.#wanted, version);
    if (!this.#busy) void this.#catchUp();
  }

  /** One look at a time; what is heard meanwhile makes another. */
  async #catchUp(): Promise<void> {
    this.#busy = true;
    while (this.#wanted > 0) {
      const [wanted, writes] = [this.#wanted, this.#writes];
      [this.#wanted, this.#writes] = [0, []];
      const records = await this.#journal.catchUp(wanted).catch(notNow);
      if (records > 0) this.#tell(records, writes);
    }
    this.#busy = false;
  }

  #tell(records: number, writes: readonly Write[]): void {
    const theirs = writes.filter(({ version }) => !this.#journal.wrote(version));
    this.#last = { name: theirs.at(-1)?.user?.username ?? null, records };
    this.#changed.emit();
  }
}

/** The server cannot be asked; it tells again, at the latest when the stream is back. */
function notNow(error: unknown): number {
  if (!(error instanceof TransportProblem)) console.error("News cannot be shown", error);
  return 0;
}
