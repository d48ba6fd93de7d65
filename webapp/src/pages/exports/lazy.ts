import { lazily } from "../../ui/lazily";

/** The dialog of an export, whose code is fetched when it is opened. */
export const ExportDialog = lazily(async () => (await import("./ExportDialog")).ExportDialog);
