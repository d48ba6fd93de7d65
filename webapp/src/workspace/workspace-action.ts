import { type Action, defineAction } from "../actions";

type Details = Omit<Action, "id" | "label" | "scope" | "group">;

/** An action of the workspace; its texts are in the catalogue by its name. */
export function workspaceAction(group: string, name: string, details: Details): Action {
  return defineAction({
    id: `workspace.${name}`,
    label: `workspace:actions.${name}`,
    scope: "workspace",
    group: `workspace:groups.${group}`,
    ...details,
  });
}
