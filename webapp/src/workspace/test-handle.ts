import type { Editor } from "../editor/editor";
import type { FrameSource } from "../frames/source";
import type { Journal } from "../journal/journal";

/**
 * What browser tests may use, as `window.limn`; it is there while a job is open.
 *
 * A canvas has no DOM to look at, so tests ask the editor what is where
 * (`editor.objectsAt(x, y)`, `editor.toScreen(x, y)`, `editor.store.all()`),
 * wait for edits to arrive (`await journal.saveAll()`, `journal.status`), and
 * see which frames are at hand (`frames.buffered()`). Its members are the
 * objects the workspace itself uses; nothing else of the page is exposed.
 */
export interface TestHandle {
  readonly editor: Editor;
  readonly journal: Journal;
  readonly frames: FrameSource;
}

declare global {
  interface Window {
    limn?: TestHandle;
  }
}

/** Put the handle in place; returns how to take it away. */
export function offerTestHandle(handle: TestHandle): () => void {
  window.limn = handle;
  return () => {
    if (window.limn === handle) delete window.limn;
  };
}
