import type { PipelineNews, Returned, VideoOpening, Wish } from "./messages";
import { Pipeline, type PipelineEdges } from "./pipeline";
import { isPixels, type Pixels, SpareMemory } from "./pixels";
import { openDecoder, pictureOf } from "./video/machine";
import { VideoPipeline } from "./video/video-pipeline";

/** The part of a dedicated worker's global scope used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<VideoOpening | Returned | Wish>) => void) | null;
  postMessage(news: PipelineNews, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

const edges: PipelineEdges = {
  fetch: (input, init) => fetch(input, init),
  decode: (encoded) => createImageBitmap(encoded),
  tell: (news) => scope.postMessage(news, news.kind === "picture" ? [ownedBy(news.picture)] : []),
};

const spare = new SpareMemory();
let pipeline: { wish(wish: Wish): void } = new Pipeline(edges);

scope.onmessage = ({ data }) => {
  if ("video" in data)
    pipeline = new VideoPipeline(data, {
      ...edges,
      openDecoder: openDecoder(data.video),
      pictureOf: pictureOf(data.video, spare),
    });
  else if ("memory" in data) spare.give(data.memory);
  else pipeline.wish(data);
};

function ownedBy(picture: ImageBitmap | Pixels): Transferable {
  return isPixels(picture) ? picture.memory : picture;
}
