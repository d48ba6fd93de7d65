import type { PipelineNews, VideoOpening, Wish } from "./messages";
import { Pipeline, type PipelineEdges } from "./pipeline";
import { openDecoder, pictureOf } from "./video/machine";
import { VideoPipeline } from "./video/video-pipeline";

/** The part of a dedicated worker's global scope used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<VideoOpening | Wish>) => void) | null;
  postMessage(news: PipelineNews, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

const edges: PipelineEdges = {
  fetch: (input, init) => fetch(input, init),
  decode: (encoded) => createImageBitmap(encoded),
  tell: (news) => scope.postMessage(news, news.kind === "picture" ? [news.picture] : []),
};

let pipeline: { wish(wish: Wish): void } = new Pipeline(edges);

scope.onmessage = ({ data }) => {
  if ("video" in data)
    pipeline = new VideoPipeline(data, {
      ...edges,
      openDecoder: openDecoder(data.video),
      pictureOf: pictureOf(data.video),
    });
  else pipeline.wish(data);
};
