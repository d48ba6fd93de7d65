import type { Unsubscribe } from "../core/emitter";
import type { Point, Turn } from "../core/geometry";
import type { Editor } from "./editor";
import { FrameLoop, type LayerName } from "./frame-loop";
import { drawActive } from "./layers/active-layer";
import { ImageLayer } from "./layers/image-layer";
import { LabelLayer } from "./layers/label-layer";
import { drawOverlay } from "./layers/overlay-layer";
import { Rest } from "./layers/rest";
import { StaticLayer } from "./layers/static-layer";
import { BitmapSurface, layerCanvas, Surface } from "./layers/surface";
import { PointerInputs } from "./pointer-input";
import { layTurned, turnedCursor } from "./turned-sheet";

/** Draws the editor into a container and takes the container's input. */
export class Renderer {
  readonly #editor: Editor;
  readonly #container: HTMLElement;
  /** All layers lie on it, and are turned with it. */
  readonly #sheet: HTMLElement;
  readonly #image: ImageLayer;
  readonly #static: StaticLayer;
  readonly #active: Surface;
  readonly #labels: LabelLayer;
  readonly #overlay: Surface;
  readonly #rest = new Rest();
  readonly #loop = new FrameLoop((layers, now) => this.#draw(layers, now));
  readonly #inputs: PointerInputs;
  readonly #resizes = new ResizeObserver(() => this.#resize());
  readonly #subscriptions: readonly Unsubscribe[];
  readonly #stop = new AbortController();
  #pointer: Point | null = null;
  #turn: Turn = 0;

  constructor(editor: Editor, container: HTMLElement) {
    this.#editor = editor;
    this.#container = container;
    prepare(container);
    this.#sheet = container.appendChild(document.createElement("div"));
    const canvas = () => layerCanvas(this.#sheet);
    const bitmap = () => new BitmapSurface(canvas());
    this.#image = new ImageLayer(bitmap(), editor);
    this.#static = new StaticLayer([bitmap(), bitmap()], editor);
    this.#active = new Surface(canvas());
    this.#labels = new LabelLayer(bitmap(), editor);
    this.#overlay = new Surface(canvas());
    this.#inputs = new PointerInputs(editor, container);
    this.#subscriptions = this.#follow();
    this.#resizes.observe(container);
    this.#watchDensity();
    this.#resize();
    this.#followFrame();
    this.#followTool();
    this.#restyle();
  }

  destroy(): void {
    this.#loop.stop();
    this.#stop.abort();
    this.#inputs.destroy();
    this.#resizes.disconnect();
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    this.#sheet.remove();
  }

  #follow(): Unsubscribe[] {
    const { viewport, scene, selection, tools, pointerMoved } = this.#editor;
    const { frameChanged, appearanceChanged, settingsChanged } = this.#editor;
    return [
      viewport.subscribe(() => this.#followView()),
      scene.subscribe((damage) => {
        this.#static.invalidate(damage);
        this.#labels.invalidate();
        this.#loop.request("static", "active", "labels", "overlay");
      }),
      selection.subscribe(() => this.#loop.request("static", "active", "labels", "overlay")),
      tools.subscribe(() => this.#followTool()),
      frameChanged.subscribe(() => this.#followFrame()),
      appearanceChanged.subscribe(() => this.#restyle()),
      settingsChanged.subscribe(() => this.#loop.request("active", "overlay")),
      pointerMoved.subscribe((at) => this.#movePointer(at)),
    ];
  }

  #followView(): void {
    const { viewport } = this.#editor;
    if (viewport.turn !== this.#turn) {
      this.#turn = viewport.turn;
      layTurned(this.#sheet, viewport);
      this.#resizeLayers();
      this.#followTool();
    }
    this.#requestAll();
  }

  #followTool(): void {
    const { drafts, state, hidden } = this.#editor.tools;
    const drawnElsewhere = drafts.map((draft) => draft.id);
    this.#static.exclude(new Set(hidden === null ? drawnElsewhere : [...drawnElsewhere, hidden]));
    this.#container.style.cursor = turnedCursor(state.cursor, this.#turn);
    this.#loop.request("static", "active", "labels", "overlay");
  }

  #movePointer(at: Point | null): void {
    this.#pointer = at && this.#editor.viewport.toScreen(at);
    if (this.#editor.tools.state.decoration?.crosshair) this.#loop.request("overlay");
  }

  #followFrame(): void {
    this.#image.filter(this.#editor.imageFilter);
    this.#image.invalidate();
    this.#loop.request("image");
  }

  #restyle(): void {
    const { appearance, theme } = this.#editor;
    this.#container.style.backgroundColor = appearance.background ?? theme.background;
    this.#image.invalidate();
    this.#static.restyle();
    this.#labels.invalidate();
    this.#requestAll();
  }

  #requestAll(): void {
    this.#loop.request("image", "static", "active", "labels", "overlay");
  }

  /** Hear of a move to a display of another density, then watch for leaving that. */
  #watchDensity(): void {
    const same = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    const changed = () => {
      this.#resize();
      this.#watchDensity();
    };
    same.addEventListener("change", changed, { once: true, signal: this.#stop.signal });
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#container;
    if (width === 0 || height === 0) return;
    this.#editor.viewport.resize({ width, height });
    layTurned(this.#sheet, this.#editor.viewport);
    this.#resizeLayers();
    this.#requestAll();
  }

  #resizeLayers(): void {
    const { screen } = this.#editor.viewport;
    for (const layer of [this.#image, this.#static, this.#active, this.#labels, this.#overlay])
      layer.resize(screen, window.devicePixelRatio);
  }

  #draw(layers: ReadonlySet<LayerName>, now: number): LayerName[] {
    if (layers.has("active")) drawActive(this.#active, this.#editor);
    if (layers.has("overlay")) drawOverlay(this.#overlay, this.#editor, this.#pointer);
    const following = { image: this.#image, static: this.#static, labels: this.#labels };
    const resting = this.#rest.reached(this.#editor.viewport.view, now);
    return (["image", "static", "labels"] as const).filter(
      (name) => layers.has(name) && following[name].render(resting),
    );
  }
}

function prepare(container: HTMLElement): void {
  container.dataset.editor = "";
  container.tabIndex = 0;
  Object.assign(container.style, {
    overflow: "hidden",
    touchAction: "none",
    // A layer of its own: the page's, drawn under the picture for nothing, is kept out.
    willChange: "transform",
  });
  if (getComputedStyle(container).position === "static") container.style.position = "relative";
}
