import type { Emitter, Unsubscribe } from "../core/emitter";
import type { AnnotationRecord, Change, RecordDiff } from "../core/records";
import type { EntityStore } from "../core/store";
import type { ActivityLog, Scope, Told } from "./log";

/** An open job, as far as it is told about. */
export interface Work {
  readonly place: { job_id: number; task_id: number; project_id: number | null };
  readonly editor: {
    readonly store: EntityStore;
    readonly frame: number;
    readonly frameChanged: Emitter<[]>;
  };
  /** Whose status is told on every change. */
  readonly journal: {
    readonly status: { readonly kind: string };
    subscribe(listener: () => void): Unsubscribe;
  };
}

/** Tell what is done to a job, until the returned function is called. */
export function tellWork(log: ActivityLog, { place, editor, journal }: Work): () => void {
  const note = (scope: Scope, told: Told = {}) => log.note(scope, { ...place, ...told });
  note("load:job");
  let { frame } = editor;
  let saved = journal.status.kind === "saved";
  const endings = [
    editor.frameChanged.subscribe(() => {
      // A picture that arrives is no other frame.
      if (editor.frame !== frame) note("change:frame", { count: 1, duration: 0 });
      frame = editor.frame;
    }),
    editor.store.subscribe((change) => {
      for (const [scope, count] of deedsOf(change)) note(scope, { count });
    }),
    journal.subscribe(() => {
      const now = journal.status.kind === "saved";
      if (now && !saved) note("save:job");
      saved = now;
    }),
  ];
  return () => {
    for (const end of endings) end();
  };
}

/** What a change is in the words of the log, and to how many objects it was done. */
export function deedsOf({ diffs, origin }: Change): Map<Scope, number> {
  const deeds = new Map<Scope, number>();
  if (origin === "undo" || origin === "redo") return deeds.set(`action:${origin}`, diffs.length);
  if (origin !== "user") return deeds;
  for (const diff of diffs) {
    const scope = deedOf(diff);
    deeds.set(scope, (deeds.get(scope) ?? 0) + 1);
  }
  return deeds;
}

function deedOf({ before, after }: RecordDiff): Scope {
  if (!before) return "draw:object";
  if (!after) return "delete:object";
  if (before.kind !== "shape" || after.kind !== "shape") return "user:activity";
  if (before.points === after.points && before.elements === after.elements) return "user:activity";
  return isMoved(before, after) ? "drag:object" : "resize:object";
}

/** Whether every point went the same way. */
function isMoved(before: AnnotationRecord, after: AnnotationRecord): boolean {
  const [from, to] = [pointsOf(before), pointsOf(after)];
  if (from.length === 0 || from.length !== to.length) return false;
  const step = (at: number) => (to[at] ?? 0) - (from[at] ?? 0);
  return from.every((_, at) => Math.abs(step(at) - step(at % 2)) < 1e-6);
}

/** x, y in turn; none of a mask, whose numbers are run lengths. */
function pointsOf(record: AnnotationRecord): readonly number[] {
  if (record.kind !== "shape" || record.type === "mask") return [];
  return record.type === "skeleton"
    ? record.elements.flatMap(({ points }) => points)
    : record.points;
}
