import { newShape, type ShapeRecord, type ShapeType } from "../core/records";
import type { Editor } from "../editor";

/** An object of the frame on screen, as plugins see it: a copy. */
export interface JobObject {
  readonly id: string;
  readonly type: ShapeType;
  readonly labelId: number;
  /** Picture px: x, y, x, y, …; of a mask its run lengths and box. */
  readonly points: readonly number[];
  /** Degrees clockwise. */
  readonly rotation: number;
  readonly occluded: boolean;
  readonly zOrder: number;
}

/** What a plugin draws: the rest is as when people draw. */
export interface NewObject {
  readonly type: Exclude<ShapeType, "mask" | "skeleton">;
  readonly labelId: number;
  readonly points: readonly number[];
  readonly rotation?: number;
}

/** The job that is open, as far as plugins may look at it and change it. */
export interface OpenJob {
  readonly id: number;
  readonly taskId: number;
  readonly frame: number;
  /** Of the picture, px. */
  readonly size: { readonly width: number; readonly height: number };
  readonly labels: readonly { readonly id: number; readonly name: string }[];
  /** The label people draw with now. */
  readonly labelId: number | null;
  readonly readOnly: boolean;
  /** Ids of what is selected. */
  readonly selected: readonly string[];
  objects(): readonly JobObject[];
  select(ids: readonly string[]): void;
  /** Add shapes to the frame, as one step of undo; returns their ids. Throws for what is no shape. */
  add(objects: readonly NewObject[]): readonly string[];
  /** Remove objects that are not locked, as one step of undo. */
  remove(ids: readonly string[]): void;
  goTo(frame: number): void;
  /** Resolves when the server has all edits. */
  save(): Promise<void>;
  /** Calls `told` after the frame, its objects or the selection changed. */
  onChange(told: () => void): () => void;
}

/** The parts of a session that are wrapped. */
export interface JobParts {
  readonly editor: Editor;
  readonly jobId: number;
  readonly taskId: number;
  goTo(frame: number): void;
  save(): Promise<void>;
}

export function openJobOf({ editor, jobId, taskId, goTo, save }: JobParts): OpenJob {
  return {
    id: jobId,
    taskId,
    get frame() {
      return editor.frame;
    },
    get size() {
      return editor.size;
    },
    get labels() {
      return editor.labels.map(({ id, name }) => ({ id, name }));
    },
    get labelId() {
      return editor.drawing.labelId;
    },
    get readOnly() {
      return editor.readOnly;
    },
    get selected() {
      return [...editor.selection.ids];
    },
    objects: () => objectsOn(editor),
    select: (ids) => editor.selection.set(ids.filter((id) => editor.scene.item(id))),
    add: (objects) => add(editor, objects),
    remove: (ids) => {
      if (!editor.readOnly) editor.commands.remove(ids);
    },
    goTo,
    save,
    onChange: (told) => {
      const ends = [editor.scene, editor.selection, editor.frameChanged].map((source) =>
        source.subscribe(told),
      );
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

function objectsOn(editor: Editor): JobObject[] {
  return editor.scene.items().map(({ shape }) => asObject(shape));
}

/** A copy for plugins; of a track, the id is the record's, as in the scene. */
export function asObject(shape: ShapeRecord): JobObject {
  const { id, type, labelId, points, rotation, occluded, zOrder } = shape;
  return { id, type, labelId, points: [...points], rotation, occluded, zOrder };
}

function add(editor: Editor, objects: readonly NewObject[]): readonly string[] {
  if (editor.readOnly) throw new Error("this job is only looked at");
  const shapes = objects.map(({ type, labelId, points, rotation = 0 }) => {
    const shape = newShape({ type, frame: editor.frame, labelId, points: [...points], rotation });
    const fits = points.every(Number.isFinite) && editor.shapes.of(shape).isValid(shape);
    if (!fits) throw new Error(`these points make no ${type}: ${points.join(" ")}`);
    if (!editor.label(labelId)) throw new Error(`there is no label ${labelId}`);
    return shape;
  });
  return editor.commands.draw(shapes);
}
