import { useState } from "react";
import {
  type Edge,
  type ElementDraft,
  freePlace,
  type Place,
  type Skeleton,
  withChanged,
  withEdgeToggled,
  withElement,
  withoutElement,
} from "./model";
import { redrawn } from "./skeleton-file";
import { noSteps, redone, type Steps, stepped, undone } from "./steps";

export type Mode = "points" | "edges";

/** What of the skeleton the next key or button is about. */
export type Chosen = { element: string } | { edge: Edge } | null;

export type Board = ReturnType<typeof useBoard>;

/**
 * The deeds at a skeleton's board, with undo; `onChange` gets every new state of the skeleton.
 *
 * Of a `fixed` one points are moved and connected, but none is added or taken away.
 */
export function useBoard(
  skeleton: Skeleton,
  fixed: boolean,
  onChange: (skeleton: Skeleton) => void,
) {
  const [mode, setMode] = useState<Mode>("points");
  const [chosen, choose] = useState<Chosen>(null);
  const [from, setFrom] = useState<string | null>(null);
  const [steps, setSteps] = useState<Steps<Skeleton>>(noSteps);

  const put = (next: Skeleton, step: string | null = null) => {
    setSteps(stepped(steps, skeleton, step));
    onChange(next);
  };
  const turn = (turned: [Skeleton, Steps<Skeleton>] | null) => {
    if (!turned) return;
    const [next, left] = turned;
    setSteps(left);
    leave();
    onChange(next);
  };
  const leave = () => {
    setFrom(null);
    choose(null);
  };
  const add = (place: Place) => {
    if (fixed) return;
    const next = withElement(skeleton, place);
    put(next);
    choose({ element: next.elements.at(-1)?.key as string });
  };
  const change = (key: string, what: Partial<Omit<ElementDraft, "key">>) =>
    put(withChanged(skeleton, key, what), `${key} ${Object.keys(what).join()}`);

  return {
    skeleton,
    fixed,
    mode,
    setMode: (next: Mode) => {
      setFrom(null);
      setMode(next);
    },
    chosen,
    choose,
    /** Where an edge begins that is being made. */
    from,
    add,
    addAnywhere: () => add(freePlace(skeleton.elements)),
    change,
    /** Moved by the keyboard: all moves of one element are one step. */
    nudge: ({ key, x, y }: ElementDraft, dx: number, dy: number) =>
      change(key, { x: x + dx, y: y + dy }),
    /** Moved by the pointer, which is a step of its own. */
    moveTo: (key: string, place: Place) => put(withChanged(skeleton, key, place)),
    /** The first of two elements, or the second: then the edge between them comes or goes. */
    connect: (key: string) => {
      if (from !== null && from !== key) put(withEdgeToggled(skeleton, from, key));
      setFrom(from === null ? key : null);
    },
    /** As a file draws it. */
    draw: (drawn: Skeleton) => put(fixed ? redrawn(skeleton, drawn) : drawn),
    removable: chosen !== null && !(fixed && "element" in chosen),
    remove: (what: Chosen = chosen) => {
      if (!what || (fixed && "element" in what)) return;
      put(
        "element" in what
          ? withoutElement(skeleton, what.element)
          : withEdgeToggled(skeleton, ...what.edge),
      );
      leave();
    },
    leave,
    undo: steps.past.length ? () => turn(undone(steps, skeleton)) : undefined,
    redo: steps.future.length ? () => turn(redone(steps, skeleton)) : undefined,
  };
}
