import { Emitter, type Unsubscribe } from "../../core/emitter";
import type { RecordId, ShapeRecord } from "../../core/records";
import type { PointerInput } from "../input";
import { panning } from "./pan/panning";
import type { Next, OwnToolId, ToolContext, ToolId, ToolState } from "./tool";

export type StartTool = (context: ToolContext) => ToolState;

const NO_DRAFTS: readonly ShapeRecord[] = [];

/** The active tool: takes input to its state and follows where that leads. */
export class Toolbox {
  readonly #context: ToolContext;
  readonly #tools: Map<ToolId, StartTool>;
  readonly #changed = new Emitter<[]>();
  #tool: ToolId = "select";
  #redrawn: RecordId | null = null;
  #lastDrawn: ToolId = "rectangle";
  #state: ToolState;
  #activation = 0;
  /** Under which activation the last two presses fell. */
  #presses: readonly [number, number] = [0, 0];
  #beforePress: ToolState | null = null;

  constructor(context: ToolContext, tools: Readonly<Record<OwnToolId, StartTool>>) {
    this.#context = context;
    this.#tools = new Map(Object.entries(tools) as [OwnToolId, StartTool][]);
    this.#state = tools.select(context);
  }

  /** The record that gets what is drawn next, in place of a new one. */
  get redrawn(): RecordId | null {
    return this.#redrawn;
  }

  get tool(): ToolId {
    return this.#tool;
  }

  get state(): ToolState {
    return this.#state;
  }

  get drafts(): readonly ShapeRecord[] {
    return this.#state.drafts ?? NO_DRAFTS;
  }

  get busy(): boolean {
    return this.#state.busy ?? false;
  }

  /** Take up a tool; what another tool had begun is dropped. */
  activate(tool: ToolId): void {
    this.begin(tool, this.#startOf(tool));
  }

  /** Take up a tool in another state than its first. */
  begin(tool: ToolId, start: StartTool): void {
    this.#redrawn = null;
    this.#take(tool, start);
  }

  /** Take up a drawing tool whose shape goes to a record that is there. */
  redraw(tool: ToolId, id: RecordId): void {
    this.#redrawn = id;
    this.#take(tool, this.#startOf(tool));
  }

  /** Have one more tool, until the returned function is called. Throws when its id is taken. */
  add(tool: `plugin.${string}`, start: StartTool): () => void {
    if (this.#tools.has(tool)) throw new Error(`there is a tool ${tool} already`);
    this.#tools.set(tool, start);
    return () => {
      if (this.#tool === tool) this.activate("select");
      this.#tools.delete(tool);
    };
  }

  #startOf(tool: ToolId): StartTool {
    const start = this.#tools.get(tool);
    if (!start) throw new Error(`there is no tool ${tool}`);
    return start;
  }

  #take(tool: ToolId, start: StartTool): void {
    this.#tool = tool;
    this.#activation++;
    if (!this.onlyLooks(tool)) this.#lookAway();
    if (DRAWING.has(tool)) this.#lastDrawn = tool;
    this.#enter(start(this.#context));
  }

  /** Go on in a state of the active tool that something else than input led to. */
  enter(state: ToolState): void {
    this.#enter(state);
  }

  /** Whether a drawing tool is active. */
  get draws(): boolean {
    return DRAWING.has(this.#tool);
  }

  /** Whether the tool changes nothing. */
  onlyLooks(tool: ToolId): boolean {
    return LOOKING.has(tool);
  }

  isDrawing(tool: ToolId): boolean {
    return DRAWING.has(tool);
  }

  /** The record that the tool's own picture stands for. */
  get hidden(): RecordId | null {
    return this.#state.hides ?? this.#redrawn;
  }

  /** The press was the beginning of a pinch: be as before it, unless it finished something. */
  takeBackPress(): void {
    if (this.#beforePress && this.#presses[1] === this.#activation) this.#enter(this.#beforePress);
    this.#beforePress = null;
  }

  /** The system took the pointer away: begin the tool again. */
  cancelGesture(): void {
    this.activate(STARTS_ANEW.has(this.#tool) ? this.#tool : "select");
  }

  /** The drawing tool used last, to draw again. */
  get lastDrawn(): ToolId {
    return this.#lastDrawn;
  }

  pointerDown(input: PointerInput): void {
    this.#presses = [this.#presses[1], this.#activation];
    this.#beforePress = this.#state;
    if (this.#pans(input)) this.#enter(panning(this.#context, input, this.#state));
    else this.#follow(this.#state.pointerDown?.(input));
  }

  pointerMove(input: PointerInput): void {
    this.#follow(this.#state.pointerMove?.(input));
  }

  pointerUp(input: PointerInput): void {
    this.#follow(this.#state.pointerUp?.(input));
  }

  /** A double click counts only when one tool got both presses. */
  doubleClick(input: PointerInput): void {
    if (!this.#presses.every((activation) => activation === this.#activation)) return;
    this.#follow(this.#state.doubleClick?.(input));
  }

  finish(): void {
    this.#follow(this.#state.finish?.());
  }

  /** Finish and begin the next of the same kind; says whether the state knows how. */
  finishAndContinue(): boolean {
    const { finishAndContinue } = this.#state;
    if (!finishAndContinue) return false;
    this.#follow(finishAndContinue());
    return true;
  }

  /** Take back within the tool; says whether there was something. */
  undo(): boolean {
    const { undo } = this.#state;
    if (undo) this.#follow(undo());
    return undo !== undefined;
  }

  redo(): boolean {
    const { redo } = this.#state;
    if (redo) this.#follow(redo());
    return redo !== undefined;
  }

  /** The drawing settings changed. */
  retune(): void {
    this.#follow(this.#state.retune?.());
  }

  toggleHidden(): boolean {
    const { toggleHidden } = this.#state;
    if (toggleHidden) this.#follow(toggleHidden());
    return toggleHidden !== undefined;
  }

  removeLast(): void {
    this.#follow(this.#state.removeLast?.());
  }

  /** Drop what was begun; with nothing begun, go back to selecting. */
  cancel(): void {
    this.#follow(this.#state.cancel ? this.#state.cancel() : "done");
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  /** What was selected is no matter of the drawing to come. */
  #lookAway(): void {
    this.#context.selection.clear();
    this.#context.selection.hover(null);
  }

  #pans(input: PointerInput): boolean {
    if (input.button === "middle") return true;
    if (input.button !== "main") return false;
    return input.space || (input.alt && !this.#state.ownsAlt?.(input));
  }

  #follow(next: Next): void {
    if (next === "done") this.activate("select");
    else if (next) this.#enter(next);
  }

  #enter(state: ToolState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed.emit();
  }
}

const DRAWING: ReadonlySet<ToolId> = new Set([
  "rectangle",
  "ellipse",
  "polygon",
  "polyline",
  "points",
  "cuboid",
  "skeleton",
  "mask",
]);

const LOOKING: ReadonlySet<ToolId> = new Set(["select", "pan", "zoom", "region"]);

/** Tools that begin with nothing: others go back to selecting when they lose what they had. */
const STARTS_ANEW: ReadonlySet<ToolId> = new Set<ToolId>([...DRAWING, "select", "pan", "paste"]);
