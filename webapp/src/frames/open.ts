import { requestJson } from "../api/client";
import { ApiError } from "../api/errors";
import { ChunkSource } from "./chunks";
import { PipelinedSource } from "./pipelined-source";
import { SingleImageSource } from "./single-images";
import type { FrameSource } from "./source";
import { decoderConfig, type VideoDescription } from "./video/description";
import { VideoPlan } from "./video/video-plan";
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

/**
 * The frame source of a job, with a worker of its own until `dispose`: a video is decoded
 * here where the browser can, else its frames come as pictures.
 */
export async function openFrames(of: FramesOfJob): Promise<FrameSource> {
  const range = { first: of.firstFrame, last: of.lastFrame };
  if (!of.isVideo) return new SingleImageSource(of.job, range, startWorker());
  const video = await decodableVideo(of.job);
  if (!video) return new ChunkSource(of.job, range, of.chunkSize, startWorker());
  const stills = `/api/jobs/${of.job}/data?type=frame&quality=compressed&number=`;
  return new PipelinedSource(new VideoPlan(range, video), startWorker({ video, stills }));
}

/** The job's video if this browser can decode it. There is no decoder without https. */
async function decodableVideo(job: number): Promise<VideoDescription | null> {
  if (!("VideoDecoder" in globalThis)) return null;
  try {
    const video = await requestJson<VideoDescription>(`/api/jobs/${job}/video`);
    const { supported } = await VideoDecoder.isConfigSupported(decoderConfig(video));
    return supported && video.fragments.length > 0 ? video : null;
  } catch (error) {
    // A codec that WebCodecs has no name for is a TypeError; a server without the route a 404.
    if (error instanceof TypeError || (error instanceof ApiError && error.status === 404))
      return null;
    throw error;
  }
}
