import { lazily } from "../../ui/lazily";

/** The dialogs that take things elsewhere, whose code is fetched when they are opened. */
export const MoveDialog = lazily(async () => (await import("./MoveDialog")).MoveDialog);
export const TransferDialog = lazily(async () => (await import("./TransferDialog")).TransferDialog);
