import type { Point } from "../core/geometry";

export type Button = "main" | "middle" | "right";

/** Keys held during a pointer event; `ctrl` is Ctrl or Cmd. */
export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
  readonly space: boolean;
}

/** A pointer event as tools see it. */
export interface PointerInput extends Modifiers {
  /** Picture px. */
  readonly at: Point;
  /** CSS px from the editor's corner. */
  readonly screen: Point;
  /** The button that changed; `null` while only moving. */
  readonly button: Button | null;
  readonly touch: boolean;
  /** How hard a pen is pressed, 0–1; `null` where nothing tells. */
  readonly pressure: number | null;
}
