import type { Box } from "../core/geometry";
import type { History } from "../core/history";
import type { AnnotationRecord, RecordId, ShapeRecord } from "../core/records";
import { adoptServerIds } from "../core/server-ids";
import type { EntityStore } from "../core/store";
import { shapeOn, writeShape } from "../core/tracks";
import type { DrawingSettings } from "./drawing";
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
  readonly label: (id: number) => LabelInfo | undefined;
  readonly isEditable: (id: RecordId) => boolean;
}

type Edit = (shape: ShapeRecord) => ShapeRecord;

/** Writes records as steps of undo, and keeps to what may be changed: never a locked record. */
export class RecordWriter {
  protected readonly context: CommandContext;

  constructor(context: CommandContext) {
    this.context = context;
  }

  /** Add records as they are and return their ids; a read-only editor adds none. */
  create(records: readonly AnnotationRecord[], name = "create"): RecordId[] {
    if (this.context.readOnly) return [];
    this.step(name, () => this.context.store.put(records));
    return records.map((record) => record.id);
  }

  record(id: RecordId): AnnotationRecord | undefined {
    return this.context.store.get(id);
  }

  /** Put records in place of others, in one step. */
  exchange(name: string, put: readonly AnnotationRecord[], gone: readonly RecordId[]): void {
    if (this.context.readOnly) return;
    this.step(name, () => {
      this.context.store.remove(gone);
      this.context.store.put(put);
    });
  }

  /** Write shapes of this frame, new ones too, and delete others, in one step. */
  change(name: string, shapes: readonly ShapeRecord[], gone: readonly RecordId[]): void {
    const { store, frame } = this.context;
    const written = shapes.map((shape) => {
      const record = store.get(shape.id);
      return record ? writeShape(record, frame, adoptServerIds(shape, record)) : shape;
    });
    this.exchange(name, written, gone);
  }

  /** Replace records by `edit` of them; locked ones stay. */
  update(
    ids: readonly RecordId[],
    name: string,
    edit: (record: AnnotationRecord) => AnnotationRecord,
  ): void {
    const edited = this.editable(ids).map(edit);
    if (edited.length > 0) this.step(name, () => this.context.store.put(edited));
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
      return writeShape(record, this.context.frame, adoptServerIds(shape, record));
    });
  }

  /** Change what records are on this frame. */
  edit(ids: readonly RecordId[], name: string, edit: Edit): void {
    this.write(this.shapesOf(ids).map(edit), name);
  }

  /** Delete records; locked ones only with `force`. Returns what was deleted. */
  remove(ids: readonly RecordId[], { force = false } = {}): RecordId[] {
    const { store } = this.context;
    const forced = force && !this.context.readOnly;
    const gone = (forced ? this.existing(ids) : this.editable(ids)).map((record) => record.id);
    if (gone.length > 0) this.step("remove", () => store.remove(gone));
    return gone;
  }

  protected step(name: string, edit: () => void): void {
    this.context.history.step(name, this.context.frame, edit);
  }

  private existing(ids: readonly RecordId[]): AnnotationRecord[] {
    return ids.flatMap((id) => this.context.store.get(id) ?? []);
  }

  private editable(ids: readonly RecordId[]): AnnotationRecord[] {
    return this.existing(ids.filter((id) => this.context.isEditable(id)));
  }

  protected shapesOf(ids: readonly RecordId[]): ShapeRecord[] {
    return this.existing(ids).flatMap((record) => shapeOn(record, this.context.frame) ?? []);
  }
}
