import type { Pixels, SpareMemory } from "../pixels";
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

type PictureOf<Made> = (frame: VideoFrame) => Promise<Made>;

/** How a decoded frame becomes a picture, turned as the video asks for. */
export function pictureOf(
  { rotation }: VideoDescription,
  spare: SpareMemory,
): PictureOf<ImageBitmap | Pixels> {
  const turns = Math.round(rotation / 90) % 4;
  return turns === 0 ? upright(spare) : turned(turns);
}

/**
 * A frame in memory is copied as pixels: to make a bitmap of it takes Chromium seven times as
 * long. One on a graphics card becomes a bitmap, and stays there.
 */
function upright(spare: SpareMemory): PictureOf<ImageBitmap | Pixels> {
  let converts = true;
  return async (frame) => {
    if (!converts || !isInMemory(frame)) return createImageBitmap(frame);
    try {
      return await pixelsOf(frame, spare);
    } catch {
      // This browser cannot convert that kind.
      converts = false;
      return createImageBitmap(frame);
    }
  };
}

/** Decoders in software give planes; what comes from a card is NV12 or has no format at all. */
function isInMemory({ format, visibleRect, displayWidth, displayHeight }: VideoFrame): boolean {
  const square = visibleRect?.width === displayWidth && visibleRect.height === displayHeight;
  return square && format !== null && /^I4(20|22|44)A?$/.test(format);
}

/** Throws an `Error` where the browser does not convert: some would copy the planes instead. */
async function pixelsOf(frame: VideoFrame, spare: SpareMemory): Promise<Pixels> {
  const { displayWidth: width, displayHeight: height } = frame;
  const bytes = 4 * width * height;
  if (frame.allocationSize({ format: "RGBA" }) !== bytes)
    throw new Error("this browser copies frames only as they are");
  const memory = spare.take(bytes);
  await frame.copyTo(memory, { format: "RGBA" });
  return { width, height, memory };
}

function turned(turns: number): PictureOf<ImageBitmap> {
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
