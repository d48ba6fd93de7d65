import { decoderConfig, type VideoDescription } from "./description";
import type { OpenDecoder } from "./run";

/** Decoders of the browser for this video. */
export function openDecoder(video: VideoDescription): OpenDecoder {
  const config = decoderConfig(video);
  return (output, failed) => {
    const decoder = new VideoDecoder({ output, error: failed });
    decoder.configure(config);
    return {
      get state() {
        return decoder.state;
      },
      get decodeQueueSize() {
        return decoder.decodeQueueSize;
      },
      set ondequeue(listener: ((event: Event) => void) | null) {
        decoder.ondequeue = listener;
      },
      decode: ({ isKey, number, data }) =>
        decoder.decode(
          new EncodedVideoChunk({ type: isKey ? "key" : "delta", timestamp: number, data }),
        ),
      flush: () => decoder.flush(),
      close: () => decoder.close(),
    };
  };
}

/** How a decoded frame becomes a picture, turned as the video asks for. */
export function pictureOf(video: VideoDescription): (frame: VideoFrame) => Promise<ImageBitmap> {
  const turns = Math.round(video.rotation / 90) % 4;
  if (turns === 0) return (frame) => createImageBitmap(frame);
  return async (frame) => {
    const { displayWidth: width, displayHeight: height } = frame;
    const lying = turns % 2 === 1;
    const canvas = new OffscreenCanvas(lying ? height : width, lying ? width : height);
    const ctx = canvas.getContext("2d");
    if (!ctx) throw new Error("this browser gives no 2D canvas for turned videos");
    ctx.translate(canvas.width / 2, canvas.height / 2);
    ctx.rotate((turns * Math.PI) / 2);
    ctx.drawImage(frame, -width / 2, -height / 2, width, height);
    return canvas.transferToImageBitmap();
  };
}
