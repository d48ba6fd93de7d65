import { Emitter, type Unsubscribe } from "../core/emitter";
import {
  type Box,
  clampNumber,
  type Point,
  type Size,
  sizeOf,
  type Turn,
  turnBy,
  turnedPoint,
  turnedSize,
} from "../core/geometry";

/** Screen px per picture px, and where the picture's corner lies on screen, CSS px. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const ZOOM_OUT_LIMIT = 0.1;
const ZOOM_IN_LIMIT = 64;
const MARGIN = 16;
/** How much of the picture stays in sight however far it is panned, CSS px. */
const KEPT_IN_SIGHT = 48;

/**
 * Which part of the picture is seen, and how large.
 *
 * The screen is a sheet on which the picture stands upright; as a whole it may lie in its
 * container turned by quarters.
 */
export class Viewport {
  readonly #changed = new Emitter<[]>();
  #view: View = { scale: 1, x: 0, y: 0 };
  #screen: Size = { width: 0, height: 0 };
  #picture: Size = { width: 0, height: 0 };
  #turn: Turn = 0;
  /** The whole picture was asked for, and nothing else since. */
  #fitted = true;

  get view(): View {
    return this.#view;
  }

  get scale(): number {
    return this.#view.scale;
  }

  get screen(): Size {
    return this.#screen;
  }

  /** How the screen lies in its container. */
  get turn(): Turn {
    return this.#turn;
  }

  get container(): Size {
    return turnedSize(this.#screen, this.#turn);
  }

  /** CSS px of the screen to those of its container. */
  toContainer(at: Point): Point {
    return turnedPoint(at, this.#screen, this.#turn);
  }

  /** CSS px of the container to those of the screen. */
  fromContainer(at: Point): Point {
    return turnedPoint(at, this.container, turnBy(0, -this.#turn));
  }

  /** Lay the screen otherwise; a fitted picture is fitted anew, else its middle stays in the middle. */
  turnTo(turn: Turn): void {
    if (turn === this.#turn) return;
    const container = this.container;
    this.#turn = turn;
    this.resize(container);
  }

  get picture(): Size {
    return this.#picture;
  }

  toScreen({ x, y }: Point): Point {
    return { x: x * this.#view.scale + this.#view.x, y: y * this.#view.scale + this.#view.y };
  }

  toImage({ x, y }: Point): Point {
    return { x: (x - this.#view.x) / this.#view.scale, y: (y - this.#view.y) / this.#view.scale };
  }

  /** The part of the picture's plane that is on screen, picture px. */
  get visible(): Box {
    const start = this.toImage({ x: 0, y: 0 });
    const end = this.toImage({ x: this.#screen.width, y: this.#screen.height });
    return { left: start.x, top: start.y, right: end.x, bottom: end.y };
  }

  /** Follow the container: a fitted picture stays fitted, else what is in the middle stays there. */
  resize(container: Size): void {
    const before = this.#screen;
    const screen = turnedSize(container, this.#turn);
    this.#screen = screen;
    if (this.#fitted || before.width === 0) this.fit();
    else this.pan({ x: (screen.width - before.width) / 2, y: (screen.height - before.height) / 2 });
  }

  /** Show another picture; the view is kept when it has the same size, else it is fitted. */
  setPicture(picture: Size): void {
    const same = picture.width === this.#picture.width && picture.height === this.#picture.height;
    this.#picture = picture;
    if (!same) this.fit();
  }

  /** Show the whole picture. */
  fit(): void {
    this.focus({ left: 0, top: 0, right: this.#picture.width, bottom: this.#picture.height });
    this.#fitted = true;
  }

  /** Show the box in the middle, as large as fits with `margin` CSS px around it. */
  focus(box: Box, margin = MARGIN): void {
    const { width, height } = sizeOf(box);
    if (width <= 0 || height <= 0 || this.#screen.width === 0) return;
    const scale = this.#limit(
      Math.min(
        Math.max(this.#screen.width - 2 * margin, 1) / width,
        Math.max(this.#screen.height - 2 * margin, 1) / height,
      ),
    );
    this.#move({
      scale,
      x: (this.#screen.width - (box.left + box.right) * scale) / 2,
      y: (this.#screen.height - (box.top + box.bottom) * scale) / 2,
    });
  }

  /** Zoom by a factor; what is under `at` (CSS px) stays under it. */
  zoomBy(factor: number, at: Point = this.#middle): void {
    const scale = this.#limit(this.#view.scale * factor);
    const held = this.toImage(at);
    this.#move({ scale, x: at.x - held.x * scale, y: at.y - held.y * scale });
  }

  /** Move the picture by CSS px. */
  pan(by: Point): void {
    this.#move({ ...this.#view, x: this.#view.x + by.x, y: this.#view.y + by.y });
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  get #middle(): Point {
    return { x: this.#screen.width / 2, y: this.#screen.height / 2 };
  }

  /** The fitted scale is always allowed, however large the picture is. */
  #limit(scale: number): number {
    const fitted = Math.min(
      this.#screen.width / Math.max(this.#picture.width, 1),
      this.#screen.height / Math.max(this.#picture.height, 1),
    );
    const lowest = Math.min(ZOOM_OUT_LIMIT, fitted > 0 ? fitted / 2 : ZOOM_OUT_LIMIT);
    return clampNumber(scale, lowest, ZOOM_IN_LIMIT);
  }

  #move(view: View): void {
    this.#fitted = false;
    this.#view = {
      scale: view.scale,
      x: keepInSight(view.x, this.#picture.width * view.scale, this.#screen.width),
      y: keepInSight(view.y, this.#picture.height * view.scale, this.#screen.height),
    };
    this.#changed.emit();
  }
}

function keepInSight(offset: number, length: number, screen: number): number {
  if (length === 0 || screen === 0) return offset;
  const kept = Math.min(KEPT_IN_SIGHT, length, screen);
  return clampNumber(offset, kept - length, screen - kept);
}
