import { ChunkSource } from "./chunks";
import { SingleImageSource } from "./single-images";
import type { FrameSource } from "./source";
import { startWorker } from "./worker-port";

/** What decides how a job's pictures are fetched. */
export interface FramesOfJob {
  readonly job: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly chunkSize: number;
  /** Video, all of whose frames are in the job. */
  readonly isVideo: boolean;
}

/** The frame source of a job, with a worker of its own until `dispose`. */
export function openFrames(of: FramesOfJob): FrameSource {
  const range = { first: of.firstFrame, last: of.lastFrame };
  const port = startWorker();
  return of.isVideo
    ? new ChunkSource(of.job, range, of.chunkSize, port)
    : new SingleImageSource(of.job, range, port);
}
