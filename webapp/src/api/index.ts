export { api, csrfToken, onSignedOut, request, requestJson, unwrap } from "./client";
export { ApiError, asApiError } from "./errors";
export * from "./queries";
export { ask, cancelRequest, follow, isOver, resultUrl, shareDone } from "./requests";
export type * from "./types";
export { inParallel, send, type Upload } from "./uploads";
