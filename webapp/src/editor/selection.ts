import { Emitter, type Unsubscribe } from "../core/emitter";
import type { RecordId } from "../core/records";

/** Which records are selected, and which one is under the pointer. */
export class Selection {
  readonly #changed = new Emitter<[]>();
  #ids: ReadonlySet<RecordId> = new Set();
  #hovered: RecordId | null = null;

  /** The selected ids; the same set until the selection changes. */
  get ids(): ReadonlySet<RecordId> {
    return this.#ids;
  }

  /** The one selected id, or `null` when there are none or several. */
  get only(): RecordId | null {
    const [first] = this.#ids;
    return this.#ids.size === 1 && first !== undefined ? first : null;
  }

  get hovered(): RecordId | null {
    return this.#hovered;
  }

  has(id: RecordId): boolean {
    return this.#ids.has(id);
  }

  set(ids: Iterable<RecordId>): void {
    const next = new Set(ids);
    if (next.size === this.#ids.size && [...next].every((id) => this.#ids.has(id))) return;
    this.#ids = next;
    this.#changed.emit();
  }

  toggle(id: RecordId): void {
    const next = new Set(this.#ids);
    if (!next.delete(id)) next.add(id);
    this.set(next);
  }

  clear(): void {
    this.set([]);
  }

  hover(id: RecordId | null): void {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#changed.emit();
  }

  /** Forget ids that are gone. */
  keep(exists: (id: RecordId) => boolean): void {
    this.set([...this.#ids].filter(exists));
    if (this.#hovered !== null && !exists(this.#hovered)) this.hover(null);
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }
}
