import { type PointerEvent as ReactPointerEvent, useRef, useState } from "react";
import type { RecordId } from "../../core/records";
import type { Editor } from "../../editor";

/** Where dragged objects would go: into a layer, or into a new one above it. */
export interface DropPlace {
  readonly layer: number;
  readonly above: boolean;
}

/** Lay objects where they were dropped. */
export function drop(editor: Editor, ids: readonly RecordId[], { layer, above }: DropPlace): void {
  if (above) editor.operations.layAbove(ids, layer);
  else editor.commands.setZOrder(ids, layer);
}

/** What is dragged by its grip: all that is selected, where it is part of that. */
export function draggedWith(editor: Editor, id: RecordId): readonly RecordId[] {
  const { ids } = editor.selection;
  return ids.has(id) ? [...ids] : [id];
}

/** The upper part of a layer's head is for a new layer above it. */
const UPPER = 1 / 3;
/** So near to the edge of the list it begins to run, CSS px, and so far per step. */
const EDGE = 24;
const RUN = 12;

/** Dragging objects by a grip, with mouse, finger or pen. */
export function useLayerDrag(editor: Editor) {
  const [place, setPlace] = useState<DropPlace | null>(null);
  const latest = useRef<DropPlace | null>(null);
  const follow = (found: DropPlace | null) => {
    latest.current = found;
    setPlace(found);
  };
  const begin = (event: ReactPointerEvent<HTMLElement>, id: RecordId) => {
    const ends = new AbortController();
    const { signal } = ends;
    const end = (done: boolean) => {
      ends.abort();
      if (done && latest.current) drop(editor, draggedWith(editor, id), latest.current);
      follow(null);
    };
    event.preventDefault();
    // Of the window: the grip itself may be scrolled out of what exists of the list.
    window.addEventListener("pointermove", (moved) => follow(placeUnder(moved)), { signal });
    window.addEventListener("pointerup", () => end(true), { signal });
    window.addEventListener("pointercancel", () => end(false), { signal });
    window.addEventListener("keydown", (key) => key.key === "Escape" && end(false), { signal });
  };
  return { place, begin };
}

function placeUnder({ clientX: x, clientY: y }: PointerEvent): DropPlace | null {
  const line = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-layer]");
  if (!line) return null;
  run(line.closest("[data-testid=objects]"), y);
  const { top, height } = line.getBoundingClientRect();
  const above = line.hasAttribute("data-head") && y < top + height * UPPER;
  return { layer: Number(line.dataset.layer), above };
}

/** Let a list that is longer than its place run when its edge is neared. */
function run(list: Element | null, y: number): void {
  if (!list) return;
  const { top, bottom } = list.getBoundingClientRect();
  if (y < top + EDGE) list.scrollBy(0, -RUN);
  else if (y > bottom - EDGE) list.scrollBy(0, RUN);
}
