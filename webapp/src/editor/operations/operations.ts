import { Emitter } from "../../core/emitter";
import type { AnnotationRecord, RecordId, ShapeRecord, TrackRecord } from "../../core/records";
import { isKeyframe, shapeOn } from "../../core/tracks";
import { defaultAttributes } from "../attributes";
import type { Commands } from "../commands";
import type { Hint } from "../hint";
import type { CommandContext } from "../record-writer";
import type { Selection } from "../selection";
import { copiedWhole } from "./copying";
import { joinProblem, joinShapes } from "./joining";
import { moveKeyframe, neighbourKeyframe, toggleKeyframe } from "./keyframes";
import { compacted, laidAbove } from "./layers";
import { mergeProblem, mergeRecords } from "./merging";
import { simplified, withStart } from "./outlines";
import { copyOn, propagated } from "./propagating";
import { isSplittable, splitTrack } from "./splitting";
import { canBeTrack, shapesFromTrack, trackFromShape } from "./tracking";

export interface OperationContext extends CommandContext {
  readonly commands: Commands;
  readonly selection: Selection;
  /** The job's first and last frame. */
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/** What is done with whole objects: each is one step of undo; what cannot be done is told. */
export class Operations {
  readonly #context: OperationContext;
  /** Why something was not done, or what to know of what was. */
  readonly told = new Emitter<[Hint]>();
  /** Somebody wants to cut a shape. */
  readonly sliceWanted = new Emitter<[ShapeRecord]>();

  constructor(context: OperationContext) {
    this.#context = context;
  }

  /** Make one track of shapes and tracks on different frames. */
  merge(ids: readonly RecordId[]): void {
    const records = this.#records(ids).filter((record) => record.kind !== "tag");
    const problem = mergeProblem(records);
    if (problem) {
      this.#tell(`merge.${problem}`);
      return;
    }
    const { commands, selection, lastFrame } = this.#context;
    const track = mergeRecords(records, lastFrame, this.#mutable(records[0]?.labelId ?? 0));
    commands.exchange("merge", [track], ids);
    selection.set([track.id]);
  }

  canSplit(id: RecordId): boolean {
    const track = this.#track(id);
    return track !== null && isSplittable(track, this.#context.frame);
  }

  /** Make two tracks of each: up to this frame, and from it on. */
  split(ids: readonly RecordId[]): void {
    const { commands, selection, frame } = this.#context;
    const tracks = ids.filter((id) => this.canSplit(id)).flatMap((id) => this.#track(id) ?? []);
    if (tracks.length === 0) {
      this.#tell("split.none");
      return;
    }
    const parts = tracks.map((track) => splitTrack(track, frame));
    commands.exchange("split", parts.flat(), []);
    selection.set(parts.map(([, after]) => after.id));
  }

  /** Make one of polygons or masks of this frame. */
  join(ids: readonly RecordId[]): void {
    const shapes = this.#records(ids).filter((record) => record.kind === "shape");
    const problem = joinProblem(shapes);
    if (problem) {
      this.#tell(`join.${problem}`);
      return;
    }
    const { commands, selection, limits } = this.#context;
    const picture = { width: limits.right, height: limits.bottom };
    const defaults = defaultAttributes(this.#context.label(shapes[0]?.labelId ?? 0));
    const { made, gone, crossed } = joinShapes(shapes, picture, defaults);
    if (crossed.length > 0) this.#tell("join.crossed", { count: crossed.length });
    if (made.length === 0) return;
    commands.exchange("join", made, gone);
    selection.set(made.map(({ id }) => id));
  }

  beginSlice(id: RecordId | undefined): void {
    const record = id === undefined ? undefined : this.#context.store.get(id);
    if (record?.kind === "shape") this.sliceWanted.emit(record);
  }

  /** Take points away that lie within `tolerance` px of the rest; of tracks on this frame. */
  simplify(ids: readonly RecordId[], tolerance: number): void {
    this.#context.commands.edit(ids, "simplify", (shape) => simplified(shape, tolerance));
  }

  setStart(id: RecordId, vertex: number): void {
    this.#context.commands.edit([id], "start-point", (shape) => withStart(shape, vertex));
  }

  /** Lay objects into a layer of their own above another one, which may raise those over it. */
  layAbove(ids: readonly RecordId[], layer: number): void {
    this.#relayer((shapes) => laidAbove(shapes, new Set(ids), layer));
  }

  /** Count the layers of this frame from 0 on, without gaps. */
  compactLayers(): void {
    this.#relayer(compacted);
  }

  canBecomeTrack(id: RecordId): boolean {
    const record = this.#context.store.get(id);
    return record !== undefined && canBeTrack(record) && this.#context.isEditable(id);
  }

  /** Make tracks, from this frame on, of shapes; what cannot be one stays. */
  toTracks(ids: readonly RecordId[]): void {
    const { commands, selection, label } = this.#context;
    const shapes = this.#records(ids.filter((id) => this.canBecomeTrack(id))).filter(canBeTrack);
    const tracks = shapes.map((shape) => trackFromShape(shape, label));
    commands.exchange("to-tracks", tracks, idsOf(shapes));
    selection.set(idsOf(tracks));
  }

  /** Make shapes of tracks, on each of the frames on which they are in sight. */
  toShapes(ids: readonly RecordId[], frames: readonly number[]): void {
    const { commands, selection, frame, isEditable } = this.#context;
    const tracks = ids.filter(isEditable).flatMap((id) => this.#track(id) ?? []);
    const made = tracks.map((track) => shapesFromTrack(track, frames));
    const gone = tracks.filter((_, i) => made[i]?.length);
    commands.exchange("to-shapes", made.flat(), idsOf(gone));
    selection.set(idsOf(made.flat().filter((shape) => shape.frame === frame)));
  }

  /** Copy the objects of this frame to others, as shapes. */
  propagate(ids: readonly RecordId[], frames: readonly number[]): number {
    const made = propagated(this.#context.commands.copy(ids), frames);
    this.#context.commands.create(made, "propagate");
    return made.length;
  }

  /** Add copies of whole records `by` frames after these, as far as the job goes; returns their ids. */
  pasteWhole(records: readonly AnnotationRecord[], by: number): RecordId[] {
    const { commands, firstFrame: first, lastFrame: last } = this.#context;
    const made = copiedWhole(records, by, { first, last });
    if (made.length < records.length)
      this.#tell("paste.beyond", { count: records.length - made.length });
    return made.length > 0 ? commands.create(made, "paste") : [];
  }

  /** Copies on this frame, a little beside the originals. */
  duplicate(ids: readonly RecordId[]): void {
    const { commands, selection, frame, shapes, limits } = this.#context;
    const by = { x: DUPLICATE_AWAY, y: DUPLICATE_AWAY };
    const copies = commands
      .copy(ids)
      .map((shape) => copyOn(shapes.of(shape).move(shape, by, limits), frame));
    selection.set(commands.create(copies, "duplicate"));
  }

  toggleKeyframe(ids: readonly RecordId[]): void {
    const { commands, frame } = this.#context;
    commands.update(this.#tracks(ids), "keyframe", (record) =>
      record.kind === "track" ? toggleKeyframe(record, frame) : record,
    );
  }

  moveKeyframe(id: RecordId, from: number, to: number): void {
    this.#context.commands.update([id], "move-keyframe", (record) =>
      record.kind === "track" ? moveKeyframe(record, from, to) : record,
    );
  }

  isKeyframe(id: RecordId): boolean {
    const track = this.#track(id);
    return track !== null && isKeyframe(track, this.#context.frame);
  }

  /** The frame of the track's next keyframe in a direction, or `null`. */
  neighbourKeyframe(id: RecordId, by: 1 | -1): number | null {
    const track = this.#track(id);
    return track && neighbourKeyframe(track, this.#context.frame, by);
  }

  /** Tell the annotator something, by a message key under `editor:told`. */
  #tell(key: string, values?: Record<string, number>): void {
    this.told.emit({ key: `editor:told.${key}`, ...(values && { values }) });
  }

  /** Change layers of objects of this frame; locked ones among them would get out of order. */
  #relayer(changed: (shapes: readonly ShapeRecord[]) => ShapeRecord[]): void {
    const { store, frame, commands, isEditable } = this.#context;
    const shapes = store.onFrame(frame).flatMap((record) => shapeOn(record, frame) ?? []);
    const moved = changed(shapes);
    if (moved.every(({ id }) => isEditable(id))) commands.write(moved, "z-order");
    else this.#tell("layers.locked");
  }

  #records(ids: readonly RecordId[]): AnnotationRecord[] {
    return ids.flatMap((id) => this.#context.store.get(id) ?? []);
  }

  #track(id: RecordId): TrackRecord | null {
    const record = this.#context.store.get(id);
    return record?.kind === "track" && shapeOn(record, this.#context.frame) ? record : null;
  }

  #tracks(ids: readonly RecordId[]): RecordId[] {
    return ids.filter((id) => this.#track(id) !== null);
  }

  #mutable(labelId: number): ReadonlySet<number> {
    const attributes = this.#context.label(labelId)?.attributes ?? [];
    return new Set(attributes.filter(({ mutable }) => mutable).map(({ id }) => id));
  }
}

const idsOf = (records: readonly AnnotationRecord[]) => records.map(({ id }) => id);

/** px */
const DUPLICATE_AWAY = 10;
