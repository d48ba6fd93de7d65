import type { Emitter } from "../../core/emitter";
import type { Box, Point } from "../../core/geometry";
import type { BrushForm, MaskPaint } from "../../core/mask-paint";
import type { RecordId, ShapeRecord } from "../../core/records";
import type { Clipboard } from "../clipboard";
import type { Commands } from "../commands";
import type { DrawingSettings } from "../drawing";
import type { ObjectFlags } from "../flags";
import type { Hint } from "../hint";
import type { PointerInput } from "../input";
import type { Operations } from "../operations/operations";
import type { LabelInfo } from "../options";
import type { Scene } from "../scene";
import type { Selection } from "../selection";
import type { ShapeRegistry } from "../shapes/registry";
import type { Handle } from "../shapes/shape-util";
import type { Viewport } from "../viewport";

export type OwnToolId =
  | "select"
  | "pan"
  | "zoom"
  | "rectangle"
  | "ellipse"
  | "polygon"
  | "polyline"
  | "points"
  | "cuboid"
  | "skeleton"
  | "mask"
  | "paste"
  | "slice"
  | "merge"
  | "split"
  | "join"
  | "group"
  | "simplify"
  | "region";

/** One of ours, or one that a plugin added. */
export type ToolId = OwnToolId | `plugin.${string}`;

/** Marks a state wants on top of the picture. */
export interface Decoration {
  readonly crosshair?: boolean;
  /** A selecting box being pulled. */
  readonly brush?: Box;
  /** Show width × height beside the draft. */
  readonly size?: boolean;
  /** Points placed so far. */
  readonly placed?: readonly Point[];
  /** A line that becomes no shape, as of a knife. */
  readonly line?: readonly Point[];
  /** Vertices the next point may be drawn to, and the one it is drawn to now. */
  readonly magnets?: readonly Point[];
  readonly magnet?: Point | undefined;
  /** A mask in the making, in place of drafts. */
  readonly paint?: PaintDecoration;
  /** Where and how large the brush is. */
  readonly brushTip?: { readonly at: Point; readonly size: number; readonly form: BrushForm };
  /** Shapes that were picked. */
  readonly picked?: ReadonlySet<RecordId>;
}

export interface PaintDecoration {
  readonly paint: MaskPaint;
  readonly color: string;
  readonly hidden: boolean;
}

/** The state to go on with, `"done"` when the tool is finished, or nothing to stay. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that only acts returns nothing
export type Next = ToolState | "done" | undefined | void;

/**
 * One state of a tool. States are values: a handler answers with the next
 * state, and a state dropped on the way leaves nothing behind.
 */
export interface ToolState {
  /** `tool.state`, as in `select.idle`. */
  readonly name: string;
  readonly cursor: string;
  readonly hint: Hint;
  /** In the middle of a gesture or a drawing: frames must not change under it. */
  readonly busy?: boolean;
  /** A record that is not drawn now, for what the state shows stands for it. */
  readonly hides?: RecordId | undefined;
  /** Shapes as they would be now; they replace what is drawn for the same id. */
  readonly drafts?: readonly ShapeRecord[];
  readonly decoration?: Decoration;
  /** Whether Alt + press means something here; everywhere else it pans. */
  ownsAlt?(input: PointerInput): boolean;
  pointerDown?(input: PointerInput): Next;
  pointerMove?(input: PointerInput): Next;
  pointerUp?(input: PointerInput): Next;
  doubleClick?(input: PointerInput): Next;
  /** N or Enter. */
  finish?(): Next;
  /** Right click or Backspace. */
  removeLast?(): Next;
  /** Ctrl + Z and its opposite, where there is something of this state's own to take back. */
  undo?(): Next;
  redo?(): Next;
  /** The same state after the drawing settings changed. */
  retune?(): Next;
  /** Whether what is being made is shown; only where that matters. */
  toggleHidden?(): Next;
  /** Shift + N: finish and begin the next of the same kind. */
  finishAndContinue?(): Next;
  /** Esc. */
  cancel?(): Next;
}

/** What tools see of the editor. */
export interface ToolContext {
  readonly viewport: Viewport;
  readonly scene: Scene;
  readonly selection: Selection;
  readonly flags: ObjectFlags;
  readonly shapes: ShapeRegistry;
  readonly clipboard: Clipboard;
  readonly commands: Commands;
  readonly operations: Operations;
  readonly drawing: DrawingSettings;
  readonly readOnly: boolean;
  /** The record that gets the shape to be drawn, in place of a new one. */
  readonly redrawn: RecordId | null;
  /** The picture as a box, px. */
  readonly limits: Box;
  /** Told of what the region tool was given, x, y pairs, px: one pair is a place, more an outline. */
  readonly regionChosen: Emitter<[readonly number[]]>;
  label(id: number): LabelInfo | undefined;
  setDrawing(change: Partial<DrawingSettings>): void;
  colorOf(shape: ShapeRecord): string;
  /** The handle under the pointer, if a selected shape shows one there. */
  handleAt(input: PointerInput): { readonly shape: ShapeRecord; readonly handle: Handle } | null;
  /** The grip under the pointer of the box around several selected shapes. */
  groupHandleAt(
    input: PointerInput,
  ): { readonly shapes: readonly ShapeRecord[]; readonly handle: Handle } | null;
  /** The nearest shape under the pointer. */
  shapeAt(input: PointerInput): ShapeRecord | null;
  /** Whether the annotator may change the record now. */
  isEditable(id: string): boolean;
}
