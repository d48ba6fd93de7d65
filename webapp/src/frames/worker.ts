import type { PipelineNews, Wish } from "./messages";
import { Pipeline } from "./pipeline";

/** The part of a dedicated worker's global scope used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Wish>) => void) | null;
  postMessage(news: PipelineNews, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

const pipeline = new Pipeline({
  fetch: (input, init) => fetch(input, init),
  decode: (encoded) => createImageBitmap(encoded),
  tell: (news) => scope.postMessage(news, news.kind === "picture" ? [news.picture] : []),
});

scope.onmessage = (event) => pipeline.wish(event.data);
