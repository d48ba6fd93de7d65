import type { Editor } from "./editor";
import { Renderer } from "./renderer";

/** Have the editor draw into `container` and listen to it until the returned function is called. */
export function mount(editor: Editor, container: HTMLElement): () => void {
  const renderer = new Renderer(editor, container);
  return () => renderer.destroy();
}
