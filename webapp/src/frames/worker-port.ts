import type { PipelineNews, PipelinePort } from "./messages";

/** Start the frames worker; it ends with `dispose`. */
export function startWorker(): PipelinePort {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "frames",
  });
  return {
    wish: (wish) => worker.postMessage(wish),
    onNews: (listener) => {
      worker.onmessage = (event: MessageEvent<PipelineNews>) => listener(event.data);
    },
    dispose: () => worker.terminate(),
  };
}
