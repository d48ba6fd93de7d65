import type { View } from "../viewport";

/** The view rests this long before anything is drawn sharp for it, ms. */
const SETTLE = 100;

/** Tells whether the view moves, to all layers alike. */
export class Rest {
  #view: View | null = null;
  #since = 0;

  /** Whether the view has come to rest by `now`; asked for in every frame in which it may have moved. */
  reached(view: View, now: number): boolean {
    if (view !== this.#view) this.#since = now;
    this.#view = view;
    return now - this.#since >= SETTLE;
  }
}
