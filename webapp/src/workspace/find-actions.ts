import type { Action } from "../actions";
import { emptyFrame, frameWith, type Way } from "./objects/finding";
import { useObjectList } from "./objects/list-state";
import { matching } from "./objects/searching";
import type { Session } from "./session";
import { workspaceAction } from "./workspace-action";

export const SEARCH_INPUT_ID = "workspace-search";

/** Searching the frame's objects, and going to frames by what is on them. */
export function findActions(session: Session): Action[] {
  const find = (name: string, keys: string, icon: string, search: () => number | null) =>
    workspaceAction("frames", name, {
      keys: [keys],
      icon,
      repeats: true,
      run: () => goTo(session, search()),
    });
  return [
    find("find-previous", "ArrowLeft", "arrow-left", () => found(session, -1)),
    find("find-next", "ArrowRight", "arrow-right", () => found(session, 1)),
    find("find-previous-empty", "Shift+ArrowLeft", "arrow-left", () => empty(session, -1)),
    find("find-next-empty", "Shift+ArrowRight", "arrow-right", () => empty(session, 1)),
    workspaceAction("objects", "search", {
      keys: ["$mod+f"],
      icon: "search",
      run: () => document.getElementById(SEARCH_INPUT_ID)?.focus(),
    }),
  ];
}

function found({ editor, pictures }: Session, way: Way): number | null {
  const match = matching(editor, useObjectList.getState().query);
  return frameWith(editor.store.all(), pictures.numbers, editor.frame, way, match);
}

function empty({ editor, pictures }: Session, way: Way): number | null {
  const onFrame = (frame: number) => editor.store.onFrame(frame);
  return emptyFrame(onFrame, pictures.numbers, editor.frame, way);
}

function goTo({ editor, player }: Session, frame: number | null): void {
  if (frame === null) editor.operations.told.emit({ key: "workspace:find.none" });
  else player.goTo(frame);
}
