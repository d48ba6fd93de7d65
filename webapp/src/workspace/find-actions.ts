import type { Action } from "../actions";
import { useLayout } from "./layout-state";
import { useObjectList } from "./objects/list-state";
import type { Session } from "./session";
import { goToEmpty, goToFound, STEPS, type Steps, useStepping } from "./stepping";
import { workspaceAction } from "./workspace-action";

export const SEARCH_INPUT_ID = "workspace-search";

/** Searching the frame's objects, and going to frames by what is on them. */
export function findActions(session: Session): Action[] {
  const find = (name: string, keys: string, icon: string, run: () => void) =>
    workspaceAction("frames", name, { keys: [keys], icon, repeats: true, run });
  return [
    find("find-previous", "ArrowLeft", "arrow-left", () => goToFound(session, -1)),
    find("find-next", "ArrowRight", "arrow-right", () => goToFound(session, 1)),
    find("find-previous-empty", "Shift+ArrowLeft", "arrow-left", () => goToEmpty(session, -1)),
    find("find-next-empty", "Shift+ArrowRight", "arrow-right", () => goToEmpty(session, 1)),
    workspaceAction("objects", "search", {
      keys: ["$mod+f"],
      icon: "search",
      run: () => document.getElementById(SEARCH_INPUT_ID)?.focus(),
    }),
    workspaceAction("objects", "filter", {
      keys: ["$mod+Shift+f"],
      icon: "list-filter",
      checked: () => useObjectList.getState().building,
      run: () => {
        const { building, setBuilding } = useObjectList.getState();
        useLayout.getState().showTab("objects");
        setBuilding(!building);
      },
    }),
    workspaceAction("objects", "finds-only", {
      keys: ["t f"],
      icon: "eye",
      checked: () => useObjectList.getState().findsOnly,
      run: () => useObjectList.getState().toggleFindsOnly(),
    }),
    ...STEPS.map(stepsAction),
  ];
}

function stepsAction(steps: Steps): Action {
  return workspaceAction("frames", `steps-${steps}`, {
    keys: [],
    icon: STEP_ICONS[steps],
    checked: () => useStepping.getState().steps === steps,
    run: () => useStepping.setState({ steps }),
  });
}

export const STEP_ICONS: Readonly<Record<Steps, string>> = {
  all: "chevrons-right",
  filtered: "list-filter",
  empty: "square-dashed",
};
