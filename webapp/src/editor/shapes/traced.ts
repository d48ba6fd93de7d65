import { type Box, boxAround, distanceToFlat, isInsideFlat, type Point } from "../../core/geometry";
import type { PathSink } from "./shape-util";

/** Pieces a full turn is cut into. */
const PIECES = 48;

/** An outline as straight pieces, from the same calls that draw it: for boxes and hit tests. */
export class Traced implements PathSink {
  readonly #parts: number[][] = [];

  moveTo(x: number, y: number): void {
    this.#parts.push([x, y]);
  }

  lineTo(x: number, y: number): void {
    const part = this.#parts.at(-1);
    if (part) part.push(x, y);
    else this.moveTo(x, y);
  }

  closePath(): void {
    const [x, y] = this.#parts.at(-1) ?? [];
    if (x === undefined || y === undefined) return;
    this.lineTo(x, y);
    this.moveTo(x, y);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  arc(x: number, y: number, radius: number, from: number, to: number): void {
    this.ellipse(x, y, radius, radius, 0, from, to);
  }

  ellipse(
    x: number,
    y: number,
    radiusX: number,
    radiusY: number,
    rotation: number,
    from: number,
    to: number,
  ): void {
    const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
    const pieces = Math.max(1, Math.ceil((Math.abs(to - from) / (2 * Math.PI)) * PIECES));
    for (let piece = 0; piece <= pieces; piece++) {
      const angle = from + ((to - from) * piece) / pieces;
      const [dx, dy] = [radiusX * Math.cos(angle), radiusY * Math.sin(angle)];
      this.lineTo(x + dx * cos - dy * sin, y + dx * sin + dy * cos);
    }
  }

  /** The box around all of it; throws when there is nothing, or a number is none. */
  get box(): Box {
    const flat = this.#parts.flat();
    if (!flat.length || !flat.every(Number.isFinite)) throw new Error("the outline has no extent");
    return boxAround(flat);
  }

  /** Px to the outline when within `tolerance` of it, or, where it is `closed`, inside; else null. */
  hit(at: Point, tolerance: number, closed: boolean): number | null {
    const away = Math.min(...this.#parts.map((part) => distanceToFlat(at, part, false)));
    const inside = closed && this.#parts.some((part) => isInsideFlat(at, part));
    return away <= tolerance || inside ? away : null;
  }
}
