import { create } from "zustand";
import { emptyFrame, frameWith, type Way } from "./objects/finding";
import { useObjectList } from "./objects/list-state";
import { matching } from "./objects/searching";
import type { Session } from "./session";

/** Where a step leads: to the next frame, the next with what is searched for, or an empty one. */
export const STEPS = ["all", "filtered", "empty"] as const;
export type Steps = (typeof STEPS)[number];

/** Which frames the keys of one step stop at; anew with every load of the page. */
export const useStepping = create<{ steps: Steps }>()(() => ({ steps: "all" }));

type Place = Pick<Session, "editor" | "pictures" | "player">;

/** Go one frame on (1) or back (-1), among those that are stepped through. */
export function stepFrame(place: Place, way: Way): void {
  const { steps } = useStepping.getState();
  if (steps === "all") place.player.step(way);
  else if (steps === "filtered") goToFound(place, way);
  else goToEmpty(place, way);
}

/** Go to the next frame with what is searched for, or with anything where nothing is. */
export function goToFound(place: Place, way: Way): void {
  const { editor, pictures, player } = place;
  const match = matching(editor, useObjectList.getState().query);
  const from = player.state.wanted;
  goTo(place, frameWith(editor.store.all(), pictures.numbers, from, way, match));
}

export function goToEmpty(place: Place, way: Way): void {
  goTo(place, nextEmpty(place, way));
}

/** The next frame without anything on it, or `null`. */
export function nextEmpty({ editor, pictures, player }: Place, way: Way): number | null {
  const onFrame = (frame: number) => editor.store.onFrame(frame);
  return emptyFrame(onFrame, pictures.numbers, player.state.wanted, way);
}

function goTo({ editor, player }: Place, frame: number | null): void {
  if (frame === null) editor.operations.told.emit({ key: "workspace:find.none" });
  else player.goTo(frame);
}
