import type { Point } from "../core/geometry";
import type { Editor } from "./editor";
import { Hands } from "./hands";
import type { Button, PointerInput } from "./input";
import { Pinch } from "./pinch";

const BUTTONS: readonly Button[] = ["main", "middle", "right"];
/** A wheel notch zooms by at most 1.2 to the power of this over 10. */
const FASTEST_WHEEL = 8;

/** Turns the container's pointer, wheel and space-bar events into input for the editor. */
export class PointerInputs {
  readonly #editor: Editor;
  readonly #container: HTMLElement;
  readonly #stop = new AbortController();
  readonly #pinch: Pinch;
  readonly #hands = new Hands();
  #space = false;
  #spaceUsed = false;

  constructor(editor: Editor, container: HTMLElement) {
    this.#editor = editor;
    this.#container = container;
    this.#pinch = new Pinch(editor.viewport);
    this.#listen(container, "pointerdown", (event) => this.#press(event));
    this.#listen(container, "pointermove", (event) => this.#move(event));
    this.#listen(container, "pointerup", (event) => this.#release(event));
    this.#listen(container, "pointercancel", (event) => this.#abandon(event));
    this.#listen(container, "pointerleave", () => this.#leave());
    this.#listen(container, "mousedown", noAutoscroll);
    this.#listen(container, "dblclick", (event) => this.#doubleClick(event));
    this.#listen(container, "contextmenu", (event) => this.#menu(event));
    this.#listen(container, "wheel", (event) => this.#wheel(event));
    const { signal } = this.#stop;
    window.addEventListener("keydown", (event) => this.#spaceBar(event), { signal });
    window.addEventListener("keyup", (event) => this.#spaceBar(event), { signal, capture: true });
    window.addEventListener("blur", () => this.#holdSpace(false), { signal });
  }

  /** Whether the space bar is held, which makes dragging pan. */
  get space(): boolean {
    return this.#space;
  }

  destroy(): void {
    this.#stop.abort();
  }

  #listen<K extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
  ): void {
    const options = { signal: this.#stop.signal, passive: false };
    target.addEventListener(type, listener, options);
  }

  #press(event: PointerEvent): void {
    this.#container.setPointerCapture(event.pointerId);
    this.#container.focus({ preventScroll: true });
    this.#liftPalms(event);
    const { pointerId, timeStamp } = event;
    const finger = isFinger(event) ? this.#hands.down(pointerId, timeStamp) : null;
    if (finger === "rests") return;
    if (finger && this.#pinch.down(pointerId, this.#place(event))) {
      this.#editor.tools.takeBackPress();
    }
    if (this.#pinch.active) return;
    this.#spaceUsed ||= this.#space;
    // What the middle button does, fingers do beside a pen.
    const button = finger === "moves" ? "middle" : undefined;
    this.#editor.tools.pointerDown(this.#input(event, button));
  }

  /** The pen comes: what fingers had begun was the palm's. */
  #liftPalms(event: PointerEvent): void {
    if (event.pointerType !== "pen") return;
    const palms = this.#hands.pen(event.timeStamp);
    for (const palm of palms) this.#pinch.up(palm);
    if (palms.length > 0) this.#editor.tools.takeBackPress();
  }

  #move(event: PointerEvent): void {
    this.#liftPalms(event);
    if (this.#hands.rests(event.pointerId)) return;
    if (isFinger(event)) this.#pinch.move(event.pointerId, this.#place(event));
    if (this.#pinch.active) return;
    const input = this.#input(event, null);
    this.#editor.tools.pointerMove(input);
    this.#editor.pointerMoved.emit(input.at);
  }

  #release(event: PointerEvent): void {
    const rested = this.#hands.rests(event.pointerId);
    this.#hands.up(event.pointerId);
    if (rested) return;
    const pinched = this.#pinch.active;
    this.#pinch.up(event.pointerId);
    if (pinched) return;
    this.#editor.tools.pointerUp(this.#input(event));
  }

  #abandon(event: PointerEvent): void {
    const rested = this.#hands.rests(event.pointerId);
    this.#hands.up(event.pointerId);
    if (rested) return;
    this.#pinch.up(event.pointerId);
    this.#editor.tools.cancelGesture();
  }

  #leave(): void {
    this.#editor.selection.hover(null);
    this.#editor.pointerMoved.emit(null);
  }

  #doubleClick(event: MouseEvent): void {
    this.#editor.tools.doubleClick(this.#input(event));
  }

  /** The right button takes back points while drawing and asks for a menu else. */
  #menu(event: MouseEvent): void {
    event.preventDefault();
    if (this.#editor.tools.tool !== "select") return;
    const input = this.#input(event);
    const grip = this.#editor.handleAt(input);
    const id = grip?.shape.id ?? this.#editor.shapeAt(input)?.id ?? null;
    const vertex = grip?.handle.role === "vertex" ? Number(grip.handle.id) : null;
    const screen = this.#editor.viewport.toContainer(input.screen);
    this.#editor.contextMenu.emit({ screen, id, vertex });
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : FASTEST_WHEEL;
    const turned = Math.min(Math.max(event.deltaY * lines, -FASTEST_WHEEL), FASTEST_WHEEL);
    this.#editor.viewport.zoomBy(1.2 ** (-turned / 10), this.#place(event));
  }

  /** Letting go of a space bar that panned is nobody else's business. */
  #spaceBar(event: KeyboardEvent): void {
    if (event.code !== "Space") return;
    if (event.type === "keyup" && this.#spaceUsed) event.stopImmediatePropagation();
    this.#holdSpace(event.type === "keydown");
  }

  #holdSpace(held: boolean): void {
    if (!held) this.#spaceUsed = false;
    this.#space = held;
  }

  #input(event: MouseEvent, button = BUTTONS[event.button] ?? null): PointerInput {
    const screen = this.#place(event);
    return {
      at: this.#editor.viewport.toImage(screen),
      screen,
      button,
      shift: event.shiftKey,
      alt: event.altKey,
      ctrl: event.ctrlKey || event.metaKey,
      space: this.#space,
      touch: isFinger(event),
      pressure: pressureOf(event),
    };
  }

  #place(event: MouseEvent): Point {
    const corner = this.#container.getBoundingClientRect();
    const at = { x: event.clientX - corner.left, y: event.clientY - corner.top };
    return this.#editor.viewport.fromContainer(at);
  }
}

function isFinger(event: MouseEvent): boolean {
  return "pointerType" in event && event.pointerType === "touch";
}

function pressureOf(event: MouseEvent): number | null {
  return "pointerType" in event && event.pointerType === "pen"
    ? (event as PointerEvent).pressure
    : null;
}

/** The middle button pans here. */
function noAutoscroll(event: MouseEvent): void {
  if (event.button === 1) event.preventDefault();
}
