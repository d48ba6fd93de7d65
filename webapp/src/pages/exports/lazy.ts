import { lazily } from "../../ui/lazily";

const many = () => import("./ManyFilesDialog");

/** The dialog of an export, whose code is fetched when it is opened. */
export const ExportDialog = lazily(async () => (await import("./ExportDialog")).ExportDialog);

/** The same for many things at once. */
export const ExportManyDialog = lazily(async () => (await many()).ExportManyDialog);
export const BackUpManyDialog = lazily(async () => (await many()).BackUpManyDialog);
