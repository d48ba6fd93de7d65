import { Emitter } from "../core/emitter";
import { type Box, boxOfSize, centreOf, encloses, type Point, type Size } from "../core/geometry";
import { History } from "../core/history";
import type { RecordId, ShapeRecord } from "../core/records";
import { EntityStore } from "../core/store";
import { Clipboard } from "./clipboard";
import { Commands } from "./commands";
import { DEFAULT_DRAWING, type DrawingSettings } from "./drawing";
import { ObjectFlags } from "./flags";
import type { Hint } from "./hint";
import { groupHandleAt, handleAt, reach, shapeAt } from "./hit-testing";
import type { PointerInput } from "./input";
import { Look } from "./look";
import { Operations } from "./operations/operations";
import type { Appearance, EditorOptions, EditorTheme, LabelInfo } from "./options";
import { Reshaping } from "./reshaping";
import { Scene } from "./scene";
import { Selection } from "./selection";
import { allShapes } from "./shapes/all-shapes";
import type { ShapeRegistry } from "./shapes/registry";
import { TOOLS } from "./tools";
import type { ToolContext, ToolId } from "./tools/tool";
import { Toolbox } from "./tools/toolbox";
import { Turning } from "./turning";
import { Viewport } from "./viewport";

export interface ContextMenuRequest {
  /** CSS px from the editor's corner. */
  readonly screen: Point;
  readonly id: RecordId | null;
  /** The vertex under the pointer, by its place in the outline. */
  readonly vertex: number | null;
}

/**
 * The canvas of one job: shows a frame with its annotations and edits them.
 *
 * It works without a DOM until it is mounted; tests drive `tools` with made-up input.
 */
export class Editor implements ToolContext {
  readonly store: EntityStore;
  readonly history: History;
  readonly viewport = new Viewport();
  readonly turning = new Turning(this.viewport);
  readonly selection = new Selection();
  readonly flags = new ObjectFlags();
  readonly clipboard: Clipboard;
  readonly look: Look;
  readonly shapes: ShapeRegistry;
  readonly scene: Scene;
  readonly commands: Commands;
  readonly operations: Operations;
  readonly tools: Toolbox;
  readonly reshaping: Reshaping;

  /** The frame, its picture or the picture's filter changed. */
  readonly frameChanged = new Emitter<[]>();
  /** Labels, theme or appearance changed: the same shapes look different. */
  readonly appearanceChanged: Emitter<[]>;
  /** Any of these, drawing settings or read-only changed. */
  readonly settingsChanged = new Emitter<[]>();
  /** Undo or redo changed something on another frame, which should be shown. */
  readonly frameWanted = new Emitter<[number]>();
  /** Where the pointer is, picture px; `null` when it left. */
  readonly pointerMoved = new Emitter<[Point | null]>();
  readonly contextMenu = new Emitter<[ContextMenuRequest]>();
  readonly regionChosen = new Emitter<[readonly number[]]>();

  /** The job's first and last frame. */
  firstFrame = 0;
  lastFrame = Infinity;
  /** Whether every frame begins with its whole picture. */
  fitsEachFrame = false;

  #drawing: DrawingSettings = DEFAULT_DRAWING;
  #readOnly: boolean;
  #frameReadOnly = false;
  #released: ReadonlySet<RecordId> = new Set();
  #image: CanvasImageSource | null = null;
  #imageFilter = "none";

  constructor(options: EditorOptions, store = new EntityStore()) {
    this.store = store;
    this.history = new History(store);
    this.look = new Look(options);
    this.appearanceChanged = this.look.changed;
    this.#readOnly = options.readOnly ?? false;
    this.clipboard = new Clipboard(
      (id) => this.label(id),
      () => this.labels,
    );
    this.shapes = allShapes((labelId) => this.label(labelId)?.skeleton?.edges ?? []);
    this.scene = new Scene(store, this.flags, this.shapes);
    this.commands = new Commands(this);
    this.operations = new Operations(this);
    this.tools = new Toolbox(this, TOOLS);
    this.reshaping = new Reshaping(this, this.tools);
    this.frameChanged.subscribe(() => this.settingsChanged.emit());
    this.appearanceChanged.subscribe(() => this.settingsChanged.emit());
    this.scene.subscribe(() => this.selection.keep((id) => this.#isOnFrame(id)));
  }

  get frame(): number {
    return this.scene.frame;
  }

  get size(): Size {
    return this.viewport.picture;
  }

  get limits(): Box {
    return boxOfSize(this.size);
  }

  get image(): CanvasImageSource | null {
    return this.#image;
  }

  /**
   * Show a frame; `image` may come later by a second call with the same number.
   *
   * Another frame number drops what a tool had begun: ask `busy` before.
   */
  setFrame(frame: number, image: CanvasImageSource | null, size: Size): void {
    const another = frame !== this.frame;
    this.#image = image;
    this.viewport.setPicture(size);
    this.turning.show(frame);
    if (another && this.fitsEachFrame) this.viewport.fit();
    this.scene.setFrame(frame);
    if (another && this.tools.busy) this.tools.cancelGesture();
    this.frameChanged.emit();
  }

  /** A gesture or a drawing is going on; changing the frame would drop it. */
  get busy(): boolean {
    return this.tools.busy;
  }

  /** What the next click does and which keys change it. */
  get hint(): Hint {
    return this.tools.state.hint;
  }

  get labels(): readonly LabelInfo[] {
    return this.look.labels;
  }

  /** Bound, so that it may be handed on. */
  readonly label = (id: number): LabelInfo | undefined => this.look.label(id);

  setLabels(labels: readonly LabelInfo[]): void {
    this.look.setLabels(labels);
    this.scene.rebuild();
  }

  get theme(): EditorTheme {
    return this.look.theme;
  }

  setTheme(theme: EditorTheme): void {
    this.look.setTheme(theme);
  }

  get appearance(): Appearance {
    return this.look.appearance;
  }

  setAppearance(change: Partial<Appearance>): void {
    this.look.setAppearance(change);
  }

  /** A CSS filter for the picture alone, as `brightness(1.2) contrast(0.9)`. */
  get imageFilter(): string {
    return this.#imageFilter;
  }

  setImageFilter(filter: string): void {
    this.#imageFilter = filter;
    this.frameChanged.emit();
  }

  get drawing(): DrawingSettings {
    return this.#drawing;
  }

  setDrawing(change: Partial<DrawingSettings>): void {
    this.#drawing = { ...this.#drawing, ...change };
    this.tools.retune();
    this.settingsChanged.emit();
  }

  /** Whether nothing can be changed now, of the whole job or of the frame on screen. */
  get readOnly(): boolean {
    return this.#readOnly || this.#frameReadOnly;
  }

  get jobReadOnly(): boolean {
    return this.#readOnly;
  }

  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly;
    this.#followReadOnly();
  }

  /** Whether the frame on screen is only looked at, as one that was removed. */
  setFrameReadOnly(readOnly: boolean): void {
    if (readOnly === this.#frameReadOnly) return;
    this.#frameReadOnly = readOnly;
    this.#followReadOnly();
  }

  /** Let single objects be changed though nothing else of the job may be. */
  release(ids: ReadonlySet<RecordId>): void {
    if (ids === this.#released) return;
    this.#released = ids;
    this.settingsChanged.emit();
  }

  /** Whether anything can be changed now. */
  get canChange(): boolean {
    return !this.readOnly || (!this.#frameReadOnly && this.#released.size > 0);
  }

  /** Bound, so that it may be handed on. */
  readonly isEditable = (id: RecordId): boolean =>
    this.canChange && (!this.readOnly || this.#released.has(id)) && !this.flags.is("locked", id);

  colorOf(shape: ShapeRecord): string {
    return this.look.colorOf(shape, this.store.numberOf(shape.id));
  }

  colorOfLabel(labelId: number): string {
    return this.look.colorOfLabel(labelId);
  }

  /**
   * Take up a tool, and say whether that was possible: a read-only editor only
   * selects and pans, and drawing needs a label.
   */
  use(tool: ToolId): boolean {
    if (!this.tools.onlyLooks(tool) && (this.readOnly || this.labels.length === 0)) return false;
    this.#chooseLabel(tool);
    this.tools.activate(tool);
    return true;
  }

  copy(ids: readonly RecordId[] = this.targets): void {
    const records = ids.flatMap((id) => this.store.get(id) ?? []);
    if (records.length > 0) this.clipboard.put(records, this.frame);
  }

  /** Begin to place what was copied; what has no place is put on the frame. */
  paste(): void {
    if (this.clipboard.shapes.length > 0) this.use("paste");
    else this.pasteWhole();
  }

  /** Put what was copied in the same place: tags too, and tracks with all of their keyframes. */
  pasteWhole(): void {
    const { records, frame } = this.clipboard;
    this.selection.set(this.operations.pasteWhole(records, this.frame - frame));
  }

  get redrawn(): RecordId | null {
    return this.tools.redrawn;
  }

  /** Take back the last step; `frameWanted` tells when it was done on another frame. */
  undo(): void {
    if (this.tools.undo()) return;
    this.#goTo(this.history.undo()?.frame);
  }

  redo(): void {
    if (this.tools.redo()) return;
    this.#goTo(this.history.redo()?.frame);
  }

  /** Show a record as large as it fits, with a margin of CSS px. */
  focusOn(id: RecordId, margin = 50): void {
    const item = this.scene.item(id);
    if (item) this.viewport.focus(item.bounds, margin);
  }

  /** Move the picture just so far that the record is seen. */
  bringIntoSight(id: RecordId): void {
    const item = this.scene.item(id);
    if (!item || encloses(this.viewport.visible, item.bounds)) return;
    const at = this.viewport.toScreen(centreOf(item.bounds));
    const { width, height } = this.viewport.screen;
    this.viewport.pan({ x: width / 2 - at.x, y: height / 2 - at.y });
  }

  handleAt(input: PointerInput) {
    return handleAt(this, input);
  }

  groupHandleAt(input: PointerInput) {
    return groupHandleAt(this, input);
  }

  shapeAt(input: PointerInput): ShapeRecord | null {
    return shapeAt(this, input);
  }

  /** What an action works on: the selection, else what is under the pointer. */
  get targets(): readonly RecordId[] {
    const { ids, hovered } = this.selection;
    if (ids.size > 0 || hovered === null) return [...ids];
    return [hovered];
  }

  /** Ids of what lies under a point of the picture, nearest first. */
  objectsAt(x: number, y: number): RecordId[] {
    const tolerance = reach(this.viewport, false);
    return this.scene.hits({ x, y }, tolerance).map((hit) => hit.item.id);
  }

  /** Picture px to CSS px from the editor's corner. */
  toScreen(x: number, y: number): Point {
    return this.viewport.toContainer(this.viewport.toScreen({ x, y }));
  }

  /** CSS px from the editor's corner to picture px. */
  toImage(x: number, y: number): Point {
    return this.viewport.toImage(this.viewport.fromContainer({ x, y }));
  }

  /** A label the tool may draw with: the chosen one, else the first that allows its type. */
  #chooseLabel(tool: ToolId): void {
    const fits = (label: LabelInfo) => !label.type || label.type === "any" || label.type === tool;
    const chosen = this.labels.find(({ id }) => id === this.#drawing.labelId);
    if (chosen && (fits(chosen) || !this.tools.isDrawing(tool))) return;
    const label = this.labels.find(fits) ?? chosen ?? this.labels[0];
    if (label && label !== chosen) this.setDrawing({ labelId: label.id });
  }

  #followReadOnly(): void {
    if (this.readOnly) this.tools.activate("select");
    this.settingsChanged.emit();
  }

  #goTo(frame: number | null | undefined): void {
    if (typeof frame === "number" && frame !== this.frame) this.frameWanted.emit(frame);
  }

  #isOnFrame(id: RecordId): boolean {
    const record = this.store.get(id);
    if (!record) return false;
    return record.kind === "track" ? record.frame <= this.frame : record.frame === this.frame;
  }
}
