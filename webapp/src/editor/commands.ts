import type { Point } from "../core/geometry";
import { newTag, type RecordId, type ShapeRecord } from "../core/records";
import { shapeOn } from "../core/tracks";
import { changeAttribute, changeLabel, defaultAttributes } from "./attributes";
import { copyOf, trackOf } from "./from-shapes";
import { moveTogether } from "./moving";
import { RecordWriter } from "./record-writer";

/** Every way the editor changes annotations; each call is one step of undo. */
export class Commands extends RecordWriter {
  /** Add drawn shapes, with the attributes of their labels, as shapes or as tracks; a mask is no track. */
  draw(shapes: readonly ShapeRecord[]): RecordId[] {
    const asTrack = this.context.drawing.mode === "track";
    const drawn = shapes.map((shape) => {
      const complete = this.completed(shape);
      return asTrack && shape.type !== "mask"
        ? trackOf(complete, (id) => this.context.label(id))
        : complete;
    });
    return this.create(drawn, "draw");
  }

  /** A shape with the attributes its label begins with. */
  completed(shape: ShapeRecord): ShapeRecord {
    return {
      ...shape,
      attributes: defaultAttributes(this.context.label(shape.labelId)),
      elements: shape.elements.map((element) => this.completed(element)),
    };
  }

  addTag(labelId: number): RecordId | null {
    const attributes = defaultAttributes(this.context.label(labelId));
    const tag = newTag({ frame: this.context.frame, labelId, attributes });
    return this.create([tag], "tag")[0] ?? null;
  }

  /** Move shapes by picture px, kept within the picture. */
  move(ids: readonly RecordId[], by: Point): void {
    const { shapes, limits } = this.context;
    this.write(moveTogether(shapes, this.shapesOf(ids), by, limits), "move");
  }

  setLabel(ids: readonly RecordId[], labelId: number): void {
    const label = this.context.label(labelId);
    if (label) this.update(ids, "label", (record) => changeLabel(record, label));
  }

  /** Set an attribute; on a track a mutable one is set from this frame on. */
  setAttribute(ids: readonly RecordId[], specId: number, value: string): void {
    const { frame } = this.context;
    this.update(ids, "attribute", (record) => {
      const info = this.context
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
    const group = Math.max(0, ...this.context.store.all().map((record) => record.group)) + 1;
    this.setGroup(ids, group);
    return group;
  }

  toggleOccluded(ids: readonly RecordId[]): void {
    const on = !this.shapesOf(ids).every((shape) => shape.occluded);
    this.edit(ids, "occluded", (shape) => ({ ...shape, occluded: on }));
  }

  /** Take tracks out of sight from this frame on, or bring them back. */
  toggleOutside(ids: readonly RecordId[]): void {
    const tracks = ids.filter((id) => this.context.store.get(id)?.kind === "track");
    const on = !this.shapesOf(tracks).every((shape) => shape.outside);
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
    return this.shapesOf(ids);
  }

  /** Add copies of shapes to this frame and return their ids. */
  paste(shapes: readonly ShapeRecord[]): RecordId[] {
    return this.create(this.copies(shapes), "paste");
  }

  /** Shapes with new ids on this frame, unknown to the server. */
  copies(shapes: readonly ShapeRecord[]): ShapeRecord[] {
    return shapes.map((shape) => copyOf(shape, this.context.frame));
  }

  #layers(): number[] {
    const { store, frame } = this.context;
    const layers = store.onFrame(frame).flatMap((record) => shapeOn(record, frame)?.zOrder ?? []);
    return layers.length > 0 ? layers : [0];
  }
}
