interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
}

interface Options<Key, Value> {
  /** Told about each value that leaves, whatever the reason. */
  dropped?(value: Value, key: Key): void;
  /** Entries that must not leave to make room. */
  pinned?(key: Key): boolean;
}

/**
 * Values kept up to `budget` bytes; the least recently used leave first.
 *
 * The newest entry always stays, even when it alone is over the budget.
 */
export class ByteLru<Key, Value> {
  readonly #budget: number;
  readonly #options: Options<Key, Value>;
  readonly #entries = new Map<Key, Entry<Value>>();
  #bytes = 0;

  constructor(budget: number, options: Options<Key, Value> = {}) {
    this.#budget = budget;
    this.#options = options;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes of one entry, 0 when it is not here. */
  bytesOf(key: Key): number {
    return this.#entries.get(key)?.bytes ?? 0;
  }

  keys(): Key[] {
    return [...this.#entries.keys()];
  }

  has(key: Key): boolean {
    return this.#entries.has(key);
  }

  /** The value, which becomes the most recently used. */
  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: Key, value: Value, bytes: number): void {
    this.delete(key);
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    this.#makeRoom(key);
  }

  delete(key: Key): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    this.#options.dropped?.(entry.value, key);
  }

  clear(): void {
    for (const key of this.keys()) this.delete(key);
  }

  #makeRoom(newest: Key): void {
    for (const key of this.keys()) {
      if (this.#bytes <= this.#budget) return;
      if (key !== newest && !this.#options.pinned?.(key)) this.delete(key);
    }
  }
}
