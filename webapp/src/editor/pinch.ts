import { distance, midpoint, type Point } from "../core/geometry";
import type { Viewport } from "./viewport";

/** Two fingers on the picture: it follows their middle and grows with their distance. */
export class Pinch {
  readonly #viewport: Viewport;
  readonly #fingers = new Map<number, Point>();
  #active = false;

  constructor(viewport: Viewport) {
    this.#viewport = viewport;
  }

  /** From the second finger down until the last one is up. */
  get active(): boolean {
    return this.#active;
  }

  /** A finger came down, CSS px; answers whether the pinch begins with it. */
  down(finger: number, at: Point): boolean {
    this.#fingers.set(finger, at);
    const begins = !this.#active && this.#fingers.size === 2;
    this.#active ||= begins;
    return begins;
  }

  move(finger: number, at: Point): void {
    const before = this.#span();
    if (!this.#fingers.has(finger)) return;
    this.#fingers.set(finger, at);
    const now = this.#span();
    if (!before || !now || before.length === 0) return;
    this.#viewport.pan({ x: now.middle.x - before.middle.x, y: now.middle.y - before.middle.y });
    this.#viewport.zoomBy(now.length / before.length, now.middle);
  }

  up(finger: number): void {
    this.#fingers.delete(finger);
    if (this.#fingers.size === 0) this.#active = false;
  }

  #span(): { middle: Point; length: number } | null {
    const [one, other] = this.#fingers.values();
    if (!one || !other) return null;
    return { middle: midpoint(one, other), length: distance(one, other) };
  }
}
