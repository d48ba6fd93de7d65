export { type Action, type ActionScope, defineAction, isEnabled } from "./action";
export { editorActions } from "./editor";
export { ActionRegistry, type KeyConflict, type KeyOverrides } from "./registry";

import { ActionRegistry } from "./registry";

/** The one registry of this page. */
export const actions = new ActionRegistry();
