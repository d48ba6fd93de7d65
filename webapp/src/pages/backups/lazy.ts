import { lazily } from "../../ui/lazily";

/** The dialog of a backup, whose code is fetched when it is opened. */
export const BackUpDialog = lazily(async () => (await import("./BackUpDialog")).BackUpDialog);
