/** ms after a sign of the pen within which a touch is the palm beside it */
const PALM = 700;

/** What a finger that comes down means: it draws, moves the picture, or is a palm that rests there. */
export type Finger = "draws" | "moves" | "rests";

/**
 * Tells a hand that draws from one that holds a pen: once there was a pen, it
 * alone draws, fingers move the picture, and what touches beside the pen is the palm.
 */
export class Hands {
  readonly #down = new Set<number>();
  readonly #resting = new Set<number>();
  #penAt: number | null = null;

  /** The pen draws or is near, ms; palms that were down before it rest from now on, and are given. */
  pen(at: number): readonly number[] {
    this.#penAt = at;
    const palms = [...this.#down].filter((finger) => !this.#resting.has(finger));
    for (const finger of palms) this.#resting.add(finger);
    return palms;
  }

  /** A finger comes down, ms. */
  down(finger: number, at: number): Finger {
    this.#down.add(finger);
    if (this.#penAt === null) return "draws";
    if (at - this.#penAt > PALM) return "moves";
    this.#resting.add(finger);
    return "rests";
  }

  rests(finger: number): boolean {
    return this.#resting.has(finger);
  }

  up(finger: number): void {
    this.#down.delete(finger);
    this.#resting.delete(finger);
  }
}
