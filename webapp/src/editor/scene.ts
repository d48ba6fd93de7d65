import { Emitter, type Unsubscribe } from "../core/emitter";
import { type Box, boxAround, grow, type Point } from "../core/geometry";
import type { AnnotationRecord, Change, RecordId, ShapeRecord } from "../core/records";
import type { EntityStore } from "../core/store";
import { shapeOn } from "../core/tracks";
import type { ObjectFlags } from "./flags";
import type { ShapeRegistry } from "./shapes/registry";
import { SpatialIndex } from "./spatial-index";

/** A visible shape of the current frame; `shape.id` is the id of its record, also for tracks. */
export interface SceneItem {
  readonly id: RecordId;
  readonly shape: ShapeRecord;
  readonly bounds: Box;
  /** Of its record, by first appearance. */
  readonly number: number;
}

export interface Hit {
  readonly item: SceneItem;
  /** Picture px to the outline. */
  readonly distance: number;
}

/** The areas to draw anew, picture px; `null` is everything. */
export type Damage = readonly Box[] | null;

export type RecordFilter = (record: AnnotationRecord) => boolean;

/** What is visible on the current frame, in drawing order, and what is where. */
export class Scene {
  readonly #store: EntityStore;
  readonly #flags: ObjectFlags;
  readonly #shapes: ShapeRegistry;
  readonly #items = new Map<RecordId, SceneItem>();
  readonly #index = new SpatialIndex();
  readonly #changed = new Emitter<[Damage]>();
  #frame = 0;
  #filter: RecordFilter = () => true;
  #topLayer = Infinity;
  #ordered: readonly SceneItem[] | null = null;

  constructor(store: EntityStore, flags: ObjectFlags, shapes: ShapeRegistry) {
    this.#store = store;
    this.#flags = flags;
    this.#shapes = shapes;
    store.subscribe((change) => this.#follow(change));
    flags.subscribe((ids) => this.#refresh(ids));
  }

  get frame(): number {
    return this.#frame;
  }

  setFrame(frame: number): void {
    if (frame === this.#frame) return;
    this.#frame = frame;
    this.rebuild();
  }

  /** Show only records for which `filter` holds. */
  setFilter(filter: RecordFilter): void {
    this.#filter = filter;
    this.rebuild();
  }

  /** The uppermost layer that is shown. */
  get topLayer(): number {
    return this.#topLayer;
  }

  showUpTo(layer: number): void {
    this.#topLayer = layer;
    this.rebuild();
  }

  /** Bottom first: by layer, then by first appearance. */
  items(): readonly SceneItem[] {
    this.#ordered ??= [...this.#items.values()].sort(inOrder);
    return this.#ordered;
  }

  item(id: RecordId): SceneItem | undefined {
    return this.#items.get(id);
  }

  /** Items whose bounds meet the area, bottom first. */
  within(area: Box): readonly SceneItem[] {
    const items = this.#index.search(area).flatMap((id) => this.#items.get(id) ?? []);
    return items.sort(inOrder);
  }

  /** What `at` (picture px) touches, nearest outline first, upper layer first when equal. */
  hits(at: Point, tolerance: number): readonly Hit[] {
    const hits: Hit[] = [];
    for (const id of this.#index.search(grow(boxAround([at.x, at.y]), tolerance))) {
      const item = this.#items.get(id);
      const distance = item && this.#shapes.of(item.shape).hit(item.shape, at, tolerance);
      if (item && typeof distance === "number") hits.push({ item, distance });
    }
    return hits.sort((a, b) => a.distance - b.distance || inOrder(b.item, a.item));
  }

  subscribe(listener: (damage: Damage) => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  /** Read everything anew, as after new labels. */
  rebuild(): void {
    const wasEmpty = this.#items.size === 0;
    this.#items.clear();
    this.#index.clear();
    for (const record of this.#store.onFrame(this.#frame)) this.#show(record.id, record);
    this.#ordered = null;
    this.#changed.emit(wasEmpty && this.#items.size === 0 ? [] : null);
  }

  #follow(change: Change): void {
    if (change.origin === "load") this.rebuild();
    else this.#refresh(change.diffs.map((diff) => diff.id));
  }

  #refresh(ids: readonly RecordId[]): void {
    const damage: Box[] = [];
    const note = (id: RecordId) => {
      const item = this.#items.get(id);
      if (item) damage.push(item.bounds);
    };
    for (const id of ids) {
      note(id);
      this.#show(id, this.#store.get(id));
      note(id);
    }
    this.#ordered = null;
    if (damage.length > 0) this.#changed.emit(damage);
  }

  #show(id: RecordId, record: AnnotationRecord | undefined): void {
    const item = record && this.#itemOf(record);
    if (item) {
      this.#items.set(id, item);
      this.#index.set(id, item.bounds);
    } else if (this.#items.delete(id)) {
      this.#index.set(id, null);
    }
  }

  #itemOf(record: AnnotationRecord): SceneItem | null {
    if (this.#flags.is("hidden", record.id) || !this.#filter(record)) return null;
    const shape = shapeOn(record, this.#frame);
    if (!shape || shape.outside || shape.zOrder > this.#topLayer) return null;
    const number = this.#store.numberOf(record.id);
    return { id: record.id, shape, bounds: this.#shapes.of(shape).bounds(shape), number };
  }
}

/** Below zero when `a` lies under `b`. */
function inOrder(a: SceneItem, b: SceneItem): number {
  return a.shape.zOrder - b.shape.zOrder || a.number - b.number;
}
