import { Emitter } from "../core/emitter";
import type { Editor } from "../editor";
import type { OpenJob } from "./open-job";

/** The open job, for plugins and for us. */
export interface Opened {
  readonly job: OpenJob;
  readonly editor: Editor;
}

let current: Opened | null = null;
const changed = new Emitter<[]>();

/** The job that is open now. */
export function openedJob(): Opened | null {
  return current;
}

/** Tell plugins of a job until the returned function is called. */
export function openForPlugins(opened: Opened): () => void {
  current = opened;
  changed.emit();
  return () => {
    if (current !== opened) return;
    current = null;
    changed.emit();
  };
}

/** Have `begin` run for each job that is open, now or later, and what it returns when it closes. */
export function whileJobIsOpen(begin: (opened: Opened) => () => void): () => void {
  let end: () => void = () => {};
  const follow = () => {
    end();
    end = current ? begin(current) : () => {};
  };
  const unsubscribe = changed.subscribe(follow);
  follow();
  return () => {
    unsubscribe();
    end();
  };
}
