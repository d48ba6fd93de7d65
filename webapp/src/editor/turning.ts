import { type Turn, turnBy } from "../core/geometry";
import type { Viewport } from "./viewport";

/** How far each frame's picture is turned on screen; annotations stay as they are. */
export class Turning {
  readonly #viewport: Viewport;
  readonly #turns = new Map<number, Turn>();
  #frame = 0;
  #together = false;
  #common: Turn = 0;

  constructor(viewport: Viewport) {
    this.#viewport = viewport;
  }

  /** Whether all frames are turned as one. */
  get together(): boolean {
    return this.#together;
  }

  set together(together: boolean) {
    if (together && !this.#together) this.#common = this.#viewport.turn;
    this.#together = together;
    this.show(this.#frame);
  }

  /** Turn the frame on screen, or all, by quarters clockwise. */
  turn(by: 1 | -1): void {
    const turn = turnBy(this.#viewport.turn, by);
    if (this.#together) this.#common = turn;
    else this.#turns.set(this.#frame, turn);
    this.show(this.#frame);
  }

  /** Lay the screen as the frame is to be seen. */
  show(frame: number): void {
    this.#frame = frame;
    this.#viewport.turnTo(this.#together ? this.#common : (this.#turns.get(frame) ?? 0));
  }
}
