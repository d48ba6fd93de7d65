import type { Box, Point } from "../../core/geometry";
import type { ShapeRecord } from "../../core/records";
import type { Clipboard } from "../clipboard";
import type { Commands } from "../commands";
import type { DrawingSettings } from "../drawing";
import type { ObjectFlags } from "../flags";
import type { PointerInput } from "../input";
import type { LabelInfo } from "../options";
import type { Scene } from "../scene";
import type { Selection } from "../selection";
import type { ShapeRegistry } from "../shapes/registry";
import type { Handle } from "../shapes/shape-util";
import type { Viewport } from "../viewport";

export type ToolId =
  | "select"
  | "pan"
  | "rectangle"
  | "ellipse"
  | "polygon"
  | "polyline"
  | "points"
  | "cuboid"
  | "skeleton"
  | "paste";

/** What the next click does and which keys change it: a message key and its values. */
export interface Hint {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Marks a state wants on top of the picture. */
export interface Decoration {
  readonly crosshair?: boolean;
  /** A selecting box being pulled. */
  readonly brush?: Box;
  /** Show width × height beside the draft. */
  readonly size?: boolean;
  /** Points placed so far. */
  readonly placed?: readonly Point[];
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
  readonly drawing: DrawingSettings;
  readonly readOnly: boolean;
  /** The picture as a box, px. */
  readonly limits: Box;
  label(id: number): LabelInfo | undefined;
  /** The handle under the pointer, if a selected shape shows one there. */
  handleAt(input: PointerInput): { readonly shape: ShapeRecord; readonly handle: Handle } | null;
  /** The nearest shape under the pointer. */
  shapeAt(input: PointerInput): ShapeRecord | null;
  /** Whether the annotator may change the record now. */
  isEditable(id: string): boolean;
}
