import type { PipelineNews, PipelinePort, Returned, VideoOpening, Wish } from "./messages";

/** Start the frames worker, for pictures or for a video; it ends with `dispose`. */
export function startWorker(opening?: VideoOpening): PipelinePort {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "frames",
  });
  if (opening) worker.postMessage(opening);
  return {
    wish: latest((wish) => worker.postMessage(wish)),
    reuse: (memory) => worker.postMessage({ memory } satisfies Returned, [memory]),
    onNews: (listener) => {
      worker.onmessage = (event: MessageEvent<PipelineNews>) => listener(event.data);
    },
    dispose: () => worker.terminate(),
  };
}

/** Of several wishes made in one go only the last is told: the others would be begun in vain. */
function latest(tell: (wish: Wish) => void): (wish: Wish) => void {
  let waiting: Wish | null = null;
  return (wish) => {
    if (waiting === null)
      queueMicrotask(() => {
        if (waiting) tell(waiting);
        waiting = null;
      });
    waiting = wish;
  };
}
