import { type Box, encloses, grow, intersection, type Point, type Size } from "../../core/geometry";
import type { Editor } from "../editor";
import type { SceneItem } from "../scene";
import type { View } from "../viewport";
import { drawShape, type Emphasis } from "./style";
import { Surface } from "./surface";

/** Room for outlines beyond the bounds of a shape, CSS px. */
export const OUTLINE_ROOM = 8;

const NO_VIEW: View = { scale: 1, x: 0, y: 0 };
/** Every box encloses it. */
const NOTHING: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

/**
 * What was drawn for one view, on a canvas no larger than what there is to draw, and
 * that may go somewhat beyond the screen.
 *
 * Another view is shown by laying the canvas elsewhere: the browser scales what
 * is there, and nothing is drawn.
 */
export class Backing {
  readonly surface: Surface;
  readonly #beyond: number;
  readonly #probe = new Surface(new OffscreenCanvas(1, 1)).ctx;
  view: View = NO_VIEW;
  #screen: Size = { width: 0, height: 0 };
  #density = 1;
  /** Of the canvas, CSS px of the screen. */
  #corner: Point = { x: 0, y: 0 };
  #emphasis: Emphasis = "normal";
  #blank = true;

  /** `beyond` is how far it may go beyond each side of the screen, of its length. */
  constructor(surface: Surface, beyond: number) {
    this.surface = surface;
    this.#beyond = beyond;
  }

  resize(screen: Size, density: number): void {
    this.#screen = screen;
    this.#density = density;
  }

  /** Empty it, to have what lies within `extent` (picture px) drawn for `view`. */
  begin(view: View, extent: Box, emphasis: Emphasis = "normal"): void {
    this.view = view;
    this.#emphasis = emphasis;
    this.#blank = true;
    const { left, top, right, bottom } = this.#reach;
    const start = {
      x: Math.max(Math.floor(extent.left * view.scale + view.x), left),
      y: Math.max(Math.floor(extent.top * view.scale + view.y), top),
    };
    const width = Math.min(Math.ceil(extent.right * view.scale + view.x), right) - start.x;
    const height = Math.min(Math.ceil(extent.bottom * view.scale + view.y), bottom) - start.y;
    this.#corner = start;
    const size = { width: Math.max(0, width), height: Math.max(0, height) };
    this.surface.resize(size, this.#density);
    this.surface.clear();
  }

  /** The part of the picture's plane it shows, picture px. */
  get area(): Box {
    const { x, y } = this.#corner;
    const { width, height } = this.surface.size;
    return seenBy(this.view, { left: x, top: y, right: x + width, bottom: y + height });
  }

  /** What it could show were it drawn for `view`, picture px. */
  reachFor(view: View): Box {
    return seenBy(view, this.#reach);
  }

  /** CSS px of the screen. */
  get #reach(): Box {
    const { width, height } = this.#screen;
    const [x, y] = [Math.round(width * this.#beyond), Math.round(height * this.#beyond)];
    return { left: -x, top: -y, right: width + x, bottom: height + y };
  }

  covers(area: Box): boolean {
    return encloses(this.area, area);
  }

  /** Nothing was drawn since it was emptied. */
  get blank(): boolean {
    return this.#blank;
  }

  drawItem(editor: Editor, item: SceneItem): void {
    this.#blank = false;
    this.transform();
    drawShape(this.surface.ctx, editor, item.shape, this.#emphasis, this.view.scale);
  }

  /** What was drawn is to be seen. */
  present(): void {
    this.surface.present();
  }

  /** Go on drawing where it was left, perhaps in another frame. */
  resume(): void {
    this.surface.resume();
  }

  /** Have the browser paint now what it only noted down, so that it shows up in the clock. */
  flush(): void {
    if (this.#blank) return;
    this.#probe.drawImage(this.surface.canvas, 0, 0, 1, 1, 0, 0, 1, 1);
  }

  /** Draw one area anew, with nothing outside it touched. */
  repaint(editor: Editor, area: Box, shows: (item: SceneItem) => boolean): void {
    const { ctx } = this.surface;
    this.resume();
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
      view.x + (this.#corner.x - this.view.x) * ratio,
      view.y + (this.#corner.y - this.view.y) * ratio,
    );
  }

  /** Draw in picture px from now on. */
  transform(): void {
    const { scale, x, y } = this.view;
    this.surface.transform(scale, x - this.#corner.x, y - this.#corner.y);
  }
}

function seenBy({ scale, x, y }: View, { left, top, right, bottom }: Box): Box {
  return {
    left: (left - x) / scale,
    top: (top - y) / scale,
    right: (right - x) / scale,
    bottom: (bottom - y) / scale,
  };
}

/** The part of the picture that is on screen, picture px: what a backing must have. */
export function seenOfPicture({ viewport: { visible }, limits }: Editor): Box {
  return intersection(visible, limits) ?? NOTHING;
}
