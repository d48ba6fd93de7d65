import { Emitter, type Unsubscribe } from "../core/emitter";

interface Source {
  subscribe(listener: () => void): Unsubscribe;
}

/** One beat a frame, at most, for changes of several sources. */
export class Pulse {
  readonly #beat = new Emitter<[]>();
  readonly #endings: Unsubscribe[];
  #count = 0;
  #due = false;

  constructor(sources: readonly Source[]) {
    this.#endings = sources.map((source) => source.subscribe(() => this.#expect()));
  }

  /** How many beats there were. */
  get count(): number {
    return this.#count;
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#beat.subscribe(listener);
  }

  stop(): void {
    for (const end of this.#endings) end();
  }

  #expect(): void {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#count += 1;
      this.#beat.emit();
    });
  }
}
