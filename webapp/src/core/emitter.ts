export type Unsubscribe = () => void;

/** Listeners of one kind of news, told in the order they came. */
export class Emitter<News extends readonly unknown[]> {
  readonly #listeners = new Set<(...news: News) => void>();

  subscribe(listener: (...news: News) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(...news: News): void {
    for (const listener of [...this.#listeners]) listener(...news);
  }
}
