export type LayerName = "image" | "static" | "active" | "labels" | "overlay";

/**
 * Draws at most once per animation frame, and only the layers asked for.
 *
 * `draw` may answer with layers that need another frame.
 */
export class FrameLoop {
  readonly #draw: (layers: ReadonlySet<LayerName>, now: number) => Iterable<LayerName>;
  #wanted = new Set<LayerName>();
  #pending: number | null = null;
  #stopped = false;

  constructor(draw: (layers: ReadonlySet<LayerName>, now: number) => Iterable<LayerName>) {
    this.#draw = draw;
  }

  request(...layers: readonly LayerName[]): void {
    for (const layer of layers) this.#wanted.add(layer);
    if (this.#pending === null && !this.#stopped && this.#wanted.size > 0) {
      this.#pending = requestAnimationFrame((now) => this.#tick(now));
    }
  }

  stop(): void {
    this.#stopped = true;
    if (this.#pending !== null) cancelAnimationFrame(this.#pending);
  }

  #tick(now: number): void {
    this.#pending = null;
    const wanted = this.#wanted;
    this.#wanted = new Set();
    this.request(...this.#draw(wanted, now));
  }
}
