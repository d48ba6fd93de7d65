import { type Box, encloses, grow, type Size } from "../../core/geometry";
import type { Editor } from "../editor";
import type { SceneItem } from "../scene";
import type { View } from "../viewport";
import { drawShape, type Emphasis } from "./style";
import { Surface } from "./surface";

/** Room for outlines beyond the bounds of a shape, CSS px. */
const OUTLINE_ROOM = 8;

const NO_VIEW: View = { scale: 1, x: 0, y: 0 };

/**
 * What was drawn for one view, on a canvas that may be somewhat larger than the screen.
 *
 * Another view is shown by laying the canvas elsewhere: the browser scales what
 * is there, and nothing is drawn.
 */
export class Backing {
  readonly surface: Surface;
  readonly #reach: number;
  readonly #probe = new Surface(new OffscreenCanvas(1, 1)).ctx;
  view: View = NO_VIEW;
  #margin: Size = { width: 0, height: 0 };
  #emphasis: Emphasis = "normal";

  /** `reach` is how far it goes beyond each side of the screen, of its length. */
  constructor(surface: Surface, reach: number) {
    this.surface = surface;
    this.#reach = reach;
  }

  resize(screen: Size, density: number): void {
    const width = Math.round(screen.width * this.#reach);
    const height = Math.round(screen.height * this.#reach);
    this.#margin = { width, height };
    const size = { width: screen.width + 2 * width, height: screen.height + 2 * height };
    this.surface.resize(size, density);
  }

  /** Empty it, to be drawn for `view`. */
  begin(view: View, emphasis: Emphasis = "normal"): void {
    this.view = view;
    this.#emphasis = emphasis;
    this.surface.clear();
  }

  /** The part of the picture's plane it shows, picture px. */
  get area(): Box {
    return this.areaFor(this.view);
  }

  /** What it would show were it drawn for `view`. */
  areaFor({ scale, x, y }: View): Box {
    const left = (-this.#margin.width - x) / scale;
    const top = (-this.#margin.height - y) / scale;
    const { width, height } = this.surface.size;
    return { left, top, right: left + width / scale, bottom: top + height / scale };
  }

  covers(area: Box): boolean {
    return encloses(this.area, area);
  }

  drawItem(editor: Editor, item: SceneItem): void {
    this.transform();
    drawShape(this.surface.ctx, editor, item.shape, this.#emphasis, this.view.scale);
  }

  /** Have the browser paint now what it only noted down, so that it shows up in the clock. */
  flush(): void {
    this.#probe.drawImage(this.surface.canvas, 0, 0, 1, 1, 0, 0, 1, 1);
  }

  /** Draw one area anew, with nothing outside it touched. */
  repaint(editor: Editor, area: Box, shows: (item: SceneItem) => boolean): void {
    const { ctx } = this.surface;
    const { left, top, right, bottom } = grow(area, OUTLINE_ROOM / this.view.scale);
    ctx.save();
    this.transform();
    ctx.beginPath();
    ctx.rect(left, top, right - left, bottom - top);
    ctx.clip();
    ctx.clearRect(left, top, right - left, bottom - top);
    for (const item of editor.scene.within({ left, top, right, bottom })) {
      if (shows(item)) this.drawItem(editor, item);
    }
    ctx.restore();
  }

  /** Lay it so that it shows `view`; a `rough` one is scaled without smoothing. */
  show(view: View, rough = false): void {
    const ratio = view.scale / this.view.scale;
    this.surface.rough(rough && ratio !== 1);
    this.surface.lay(
      ratio,
      view.x - (this.#margin.width + this.view.x) * ratio,
      view.y - (this.#margin.height + this.view.y) * ratio,
    );
  }

  /** Draw in picture px from now on. */
  transform(): void {
    const { scale, x, y } = this.view;
    this.surface.transform(scale, x + this.#margin.width, y + this.#margin.height);
  }
}

/** The part of the picture that is on screen, picture px: what a backing must have. */
export function seenOfPicture({ viewport: { visible }, limits }: Editor): Box {
  return {
    left: Math.max(visible.left, limits.left),
    top: Math.max(visible.top, limits.top),
    right: Math.min(visible.right, limits.right),
    bottom: Math.min(visible.bottom, limits.bottom),
  };
}
