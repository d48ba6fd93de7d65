import type { Box, Point } from "../core/geometry";
import type { History } from "../core/history";
import {
  type AnnotationRecord,
  newRecordId,
  newTag,
  newTrack,
  type RecordId,
  type ShapeRecord,
} from "../core/records";
import { adoptServerIds, forgetServerIds } from "../core/server-ids";
import type { EntityStore } from "../core/store";
import { shapeOn, writeShape } from "../core/tracks";
import { changeAttribute, changeLabel, defaultAttributes } from "./attributes";
import type { DrawingSettings } from "./drawing";
import { moveTogether } from "./moving";
import type { LabelInfo } from "./options";
import type { ShapeRegistry } from "./shapes/registry";

/** What commands need of the editor. */
export interface CommandContext {
  readonly store: EntityStore;
  readonly history: History;
  readonly shapes: ShapeRegistry;
  readonly frame: number;
  readonly limits: Box;
  readonly drawing: DrawingSettings;
  readonly readOnly: boolean;
  label(id: number): LabelInfo | undefined;
  isEditable(id: RecordId): boolean;
}

type Edit = (shape: ShapeRecord) => ShapeRecord;

/** Every way the editor changes annotations; each call is one step of undo. */
export class Commands {
  readonly #context: CommandContext;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  /** Add records as they are and return their ids; a read-only editor adds none. */
  create(records: readonly AnnotationRecord[], name = "create"): RecordId[] {
    if (this.#context.readOnly) return [];
    this.#step(name, () => this.#context.store.put(records));
    return records.map((record) => record.id);
  }

  /** Add drawn shapes, with the attributes of their labels, as shapes or as tracks; a mask is no track. */
  draw(shapes: readonly ShapeRecord[]): RecordId[] {
    const asTrack = this.#context.drawing.mode === "track";
    const drawn = shapes.map((shape) => {
      const complete = this.completed(shape);
      return asTrack && shape.type !== "mask" ? this.#asTrack(complete) : complete;
    });
    return this.create(drawn, "draw");
  }

  record(id: RecordId): AnnotationRecord | undefined {
    return this.#context.store.get(id);
  }

  /** Put records in place of others, in one step. */
  exchange(name: string, put: readonly AnnotationRecord[], gone: readonly RecordId[]): void {
    if (this.#context.readOnly) return;
    this.#step(name, () => {
      this.#context.store.remove(gone);
      this.#context.store.put(put);
    });
  }

  /** Write shapes of this frame, new ones too, and delete others, in one step. */
  change(name: string, shapes: readonly ShapeRecord[], gone: readonly RecordId[]): void {
    const { store, frame } = this.#context;
    const written = shapes.map((shape) => {
      const record = store.get(shape.id);
      return record ? writeShape(record, frame, adoptServerIds(shape, record)) : shape;
    });
    this.exchange(name, written, gone);
  }

  /** A shape with the attributes its label begins with. */
  completed(shape: ShapeRecord): ShapeRecord {
    return {
      ...shape,
      attributes: defaultAttributes(this.#context.label(shape.labelId)),
      elements: shape.elements.map((element) => this.completed(element)),
    };
  }

  addTag(labelId: number): RecordId | null {
    const attributes = defaultAttributes(this.#context.label(labelId));
    const tag = newTag({ frame: this.#context.frame, labelId, attributes });
    return this.create([tag], "tag")[0] ?? null;
  }

  /** Replace records by `edit` of them; locked ones stay. */
  update(
    ids: readonly RecordId[],
    name: string,
    edit: (record: AnnotationRecord) => AnnotationRecord,
  ): void {
    const edited = this.#editable(ids).map(edit);
    if (edited.length > 0) this.#step(name, () => this.#context.store.put(edited));
  }

  /**
   * Write shapes of this frame back to their records; tracks get a keyframe.
   *
   * A record may have been saved since the shape was taken from it: it keeps
   * the server ids it has now.
   */
  write(shapes: readonly ShapeRecord[], name: string): void {
    const byId = new Map(shapes.map((shape) => [shape.id, shape]));
    this.update([...byId.keys()], name, (record) => {
      const shape = byId.get(record.id);
      if (!shape) return record;
      return writeShape(record, this.#context.frame, adoptServerIds(shape, record));
    });
  }

  /** Change what records are on this frame. */
  edit(ids: readonly RecordId[], name: string, edit: Edit): void {
    this.write(this.#shapesOf(ids).map(edit), name);
  }

  /** Move shapes by picture px, kept within the picture. */
  move(ids: readonly RecordId[], by: Point): void {
    const { shapes, limits } = this.#context;
    this.write(moveTogether(shapes, this.#shapesOf(ids), by, limits), "move");
  }

  /** Delete records; locked ones only with `force`. Returns what was deleted. */
  remove(ids: readonly RecordId[], { force = false } = {}): RecordId[] {
    const { store } = this.#context;
    const forced = force && !this.#context.readOnly;
    const gone = (forced ? this.#existing(ids) : this.#editable(ids)).map((record) => record.id);
    if (gone.length > 0) this.#step("remove", () => store.remove(gone));
    return gone;
  }

  setLabel(ids: readonly RecordId[], labelId: number): void {
    const label = this.#context.label(labelId);
    if (label) this.update(ids, "label", (record) => changeLabel(record, label));
  }

  /** Set an attribute; on a track a mutable one is set from this frame on. */
  setAttribute(ids: readonly RecordId[], specId: number, value: string): void {
    const { frame } = this.#context;
    this.update(ids, "attribute", (record) => {
      const info = this.#context
        .label(record.labelId)
        ?.attributes?.find((attribute) => attribute.id === specId);
      return info ? changeAttribute(record, frame, info, value) : record;
    });
  }

  setGroup(ids: readonly RecordId[], group: number): void {
    this.update(ids, "group", (record) => ({ ...record, group }));
  }

  /** Put the records in a group of their own and return its number. */
  group(ids: readonly RecordId[]): number {
    const group = Math.max(0, ...this.#context.store.all().map((record) => record.group)) + 1;
    this.setGroup(ids, group);
    return group;
  }

  toggleOccluded(ids: readonly RecordId[]): void {
    const on = !this.#shapesOf(ids).every((shape) => shape.occluded);
    this.edit(ids, "occluded", (shape) => ({ ...shape, occluded: on }));
  }

  /** Take tracks out of sight from this frame on, or bring them back. */
  toggleOutside(ids: readonly RecordId[]): void {
    const tracks = ids.filter((id) => this.#context.store.get(id)?.kind === "track");
    const on = !this.#shapesOf(tracks).every((shape) => shape.outside);
    this.edit(tracks, "outside", (shape) => ({ ...shape, outside: on }));
  }

  setZOrder(ids: readonly RecordId[], zOrder: number): void {
    this.edit(ids, "z-order", (shape) => ({ ...shape, zOrder }));
  }

  /** One layer up (1) or down (-1). */
  stepZOrder(ids: readonly RecordId[], by: 1 | -1): void {
    this.edit(ids, "z-order", (shape) => ({ ...shape, zOrder: shape.zOrder + by }));
  }

  /** To a new layer above all others of the frame. */
  bringToFront(ids: readonly RecordId[]): void {
    this.setZOrder(ids, Math.max(...this.#layers()) + 1);
  }

  /** To a new layer below all others of the frame. */
  sendToBack(ids: readonly RecordId[]): void {
    this.setZOrder(ids, Math.min(...this.#layers()) - 1);
  }

  /** Shapes of this frame as they would be put on a clipboard. */
  copy(ids: readonly RecordId[]): ShapeRecord[] {
    return this.#shapesOf(ids);
  }

  /** Add copies of shapes to this frame and return their ids. */
  paste(shapes: readonly ShapeRecord[]): RecordId[] {
    return this.create(this.copies(shapes), "paste");
  }

  /** Shapes with new ids on this frame, unknown to the server. */
  copies(shapes: readonly ShapeRecord[]): ShapeRecord[] {
    const anew = (shape: ShapeRecord): ShapeRecord => ({
      ...forgetServerIds(shape),
      id: newRecordId(),
      frame: this.#context.frame,
      source: "manual",
      elements: shape.elements.map(anew),
    });
    return shapes.map(anew);
  }

  #step(name: string, edit: () => void): void {
    this.#context.history.step(name, this.#context.frame, edit);
  }

  #existing(ids: readonly RecordId[]): AnnotationRecord[] {
    return ids.flatMap((id) => this.#context.store.get(id) ?? []);
  }

  #editable(ids: readonly RecordId[]): AnnotationRecord[] {
    return this.#existing(ids.filter((id) => this.#context.isEditable(id)));
  }

  #shapesOf(ids: readonly RecordId[]): ShapeRecord[] {
    return this.#existing(ids).flatMap((record) => shapeOn(record, this.#context.frame) ?? []);
  }

  #layers(): number[] {
    const { store, frame } = this.#context;
    const layers = store.onFrame(frame).flatMap((record) => shapeOn(record, frame)?.zOrder ?? []);
    return layers.length > 0 ? layers : [0];
  }

  #asTrack(shape: ShapeRecord): AnnotationRecord {
    const info = this.#context.label(shape.labelId)?.attributes ?? [];
    const mutable = new Set(info.filter((each) => each.mutable).map((each) => each.id));
    const { id, frame, labelId, group, source, elements } = shape;
    const { type, points, rotation, occluded, outside, zOrder } = shape;
    const keyframe = { type, points, rotation, occluded, outside, zOrder };
    return newTrack({
      id,
      frame,
      labelId,
      group,
      source,
      attributes: shape.attributes.filter((each) => !mutable.has(each.spec_id)),
      shapes: [
        {
          ...keyframe,
          serverId: null,
          frame,
          attributes: shape.attributes.filter((each) => mutable.has(each.spec_id)),
        },
      ],
      elements: elements.flatMap((element) => {
        const track = this.#asTrack(element);
        return track.kind === "track" ? [track] : [];
      }),
    });
  }
}
