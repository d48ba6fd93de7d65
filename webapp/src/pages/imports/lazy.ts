import { lazily } from "../../ui/lazily";

/** The dialog of an import, whose code is fetched when it is opened. */
export const ImportDialog = lazily(async () => (await import("./ImportDialog")).ImportDialog);
