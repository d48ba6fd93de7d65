import { type Box, clampNumber, grow, intersection, type Size, union } from "../../core/geometry";
import type { RecordId } from "../../core/records";
import type { Editor } from "../editor";
import type { Damage, SceneItem } from "../scene";
import type { View } from "../viewport";
import { Backing, OUTLINE_ROOM, seenOfPicture } from "./backing";
import type { Surface } from "./surface";

/** Time for drawing shapes in one animation frame, ms. */
const BUDGET = 10;
/** Shapes drawn in the first slice, and the fewest and most in any. */
const SLICE = { first: 200, fewest: 20, most: 5000 };
/** With more damaged areas than this, drawing everything anew is cheaper. */
const AREAS = 48;
/** With more shapes than this in sight their outlines are thin. */
const CROWD = 250;
/** How far the drawn shapes go beyond each side of the screen, of its length. */
const REACH = 0.25;
/** How much the other shapes recede while one is selected. */
const RECEDED = 0.55;

/** What takes longer to draw is seen as it grows, in steps of this, ms; what does not, at once. */
const GROWTH = 120;

interface Redraw {
  readonly target: Backing;
  /** When it was begun, or last shown as far as it was. */
  since: number;
  shown: boolean;
  readonly items: readonly SceneItem[];
  next: number;
}

/**
 * L1: all shapes that are not being changed.
 *
 * They are drawn once onto a backing larger than the screen. Moving and zooming
 * only lays the backing elsewhere; when the view rests, or shows what the backing
 * lacks, a second backing is drawn in slices of a few ms and takes its place.
 */
export class StaticLayer {
  readonly #editor: Editor;
  #front: Backing;
  #back: Backing;
  #redraw: Redraw | null = null;
  #damage: Box[] | null = null;
  #restyled = false;
  #excluded: ReadonlySet<RecordId> = new Set();
  #slice = SLICE.first;

  /** The two surfaces lie one over the other; one of them is seen. */
  constructor(surfaces: readonly [Surface, Surface], editor: Editor) {
    this.#editor = editor;
    this.#front = new Backing(surfaces[0], REACH);
    this.#back = new Backing(surfaces[1], REACH);
  }

  resize(screen: Size, density: number): void {
    this.#front.resize(screen, density);
    this.#back.resize(screen, density);
    this.invalidate(null);
  }

  /** Note what must be drawn anew; `null` is everything. */
  invalidate(damage: Damage): void {
    if (damage === null || this.#damage === null) this.#damage = null;
    else this.#damage.push(...damage);
  }

  /** Colours or opacities may have changed: draw everything anew, then show it. */
  restyle(): void {
    if (this.#damage !== null) this.#restyled = true;
  }

  /** Leave out shapes that the active layer draws instead. */
  exclude(ids: ReadonlySet<RecordId>): void {
    const changed = [...ids].filter((id) => !this.#excluded.has(id));
    changed.push(...[...this.#excluded].filter((id) => !ids.has(id)));
    this.#excluded = ids;
    this.invalidate(changed.flatMap((id) => this.#editor.scene.item(id)?.bounds ?? []));
  }

  /** Draw, and say whether another frame is needed. */
  render(resting: boolean): boolean {
    const { view } = this.#editor.viewport;
    this.#applyDamage(view);
    if (!this.#redraw && this.#isStale(view, resting)) this.#begin(this.#back, view);
    if (this.#redraw) this.#continue(this.#redraw);
    this.#present(view);
    return this.#redraw !== null || this.#front.view !== view;
  }

  #present(view: View): void {
    const growing = this.#redraw?.target === this.#front ? this.#redraw : null;
    if (growing === null || isDue(growing)) this.#front.present();
    this.#front.show(view, true);
    const recede = this.#editor.selection.ids.size > 0 && !this.#editor.appearance.bitmap;
    this.#front.surface.fade(recede ? RECEDED : 1);
    this.#front.surface.show(!this.#front.blank && growing?.shown !== false);
    this.#back.surface.show(false);
  }

  #applyDamage(view: View): void {
    const damage = this.#damage;
    this.#damage = [];
    const restyled = this.#restyled;
    this.#restyled = false;
    if (damage === null) this.#begin(this.#front, view);
    else if (damage.length > AREAS || restyled) this.#begin(this.#back, view);
    else if (damage.length > 0) this.#repaint(damage, view);
  }

  #repaint(damage: readonly Box[], view: View): void {
    const reach = this.#front.reachFor(this.#front.view);
    const within = damage.flatMap((area) => intersection(area, reach) ?? []);
    const covered = within.every((area) => this.#front.covers(area));
    if (covered) for (const area of within) this.#front.repaint(this.#editor, area, this.#shows);
    if (this.#redraw) this.#begin(this.#redraw.target, view);
    else if (!covered) this.#begin(this.#back, view);
  }

  #isStale(view: View, resting: boolean): boolean {
    if (this.#front.view === view) return false;
    const ratio = view.scale / this.#front.view.scale;
    return resting || ratio < 0.5 || ratio > 2 || !this.#front.covers(seenOfPicture(this.#editor));
  }

  #begin(target: Backing, view: View): void {
    const items = this.#editor.scene.within(target.reachFor(view));
    const extent = items.map(({ bounds }) => bounds).reduce(union, this.#editor.limits);
    const room = OUTLINE_ROOM / view.scale;
    target.begin(view, grow(extent, room), items.length > CROWD ? "crowded" : "normal");
    this.#redraw = { target, items, next: 0, since: performance.now(), shown: false };
  }

  /** Draw a slice; its time tells how large the next one may be. */
  #continue(redraw: Redraw): void {
    const started = performance.now();
    redraw.target.resume();
    for (const item of redraw.items.slice(redraw.next, redraw.next + this.#slice)) {
      if (this.#shows(item)) redraw.target.drawItem(this.#editor, item);
    }
    redraw.target.flush();
    redraw.next += this.#slice;
    const share = BUDGET / Math.max(performance.now() - started, 1);
    this.#slice = Math.round(clampNumber(this.#slice * share, SLICE.fewest, SLICE.most));
    if (redraw.next < redraw.items.length) return;
    if (redraw.target === this.#back) [this.#front, this.#back] = [this.#back, this.#front];
    this.#redraw = null;
  }

  readonly #shows = (item: SceneItem): boolean => !this.#excluded.has(item.id);
}

/** Whether it is time to show how far it is: handing over what is there after every slice would cost more. */
function isDue(redraw: Redraw): boolean {
  const now = performance.now();
  if (now - redraw.since < GROWTH) return false;
  redraw.since = now;
  redraw.shown = true;
  return true;
}
