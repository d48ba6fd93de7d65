import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SpareMemory } from "../pixels";
import { fakeVideo } from "./fake-video";
import { pictureOf } from "./machine";

const copyTo = vi.fn(async (memory: ArrayBuffer) => new Uint8Array(memory).fill(7));
let convert: (frame: VideoFrame) => Promise<unknown>;

/** A frame of 4×2 px, in memory unless told otherwise. */
const frame = (differs = {}) =>
  ({
    format: "I420",
    displayWidth: 4,
    displayHeight: 2,
    visibleRect: { width: 4, height: 2 },
    allocationSize: () => 32,
    copyTo,
    ...differs,
  }) as unknown as VideoFrame;

beforeEach(() => {
  copyTo.mockClear();
  vi.stubGlobal("createImageBitmap", async () => "bitmap");
  convert = pictureOf(fakeVideo([1]), new SpareMemory());
});

afterEach(() => vi.unstubAllGlobals());

test("a frame in memory is copied as pixels", async () => {
  expect(await convert(frame())).toEqual({
    width: 4,
    height: 2,
    memory: new Uint8Array(32).fill(7).buffer,
  });
});

test.each([
  ["on a graphics card", { format: null }],
  ["in a card's own format", { format: "NV12" }],
  ["of pixels that are not square", { displayWidth: 5 }],
])("a frame %s becomes a bitmap", async (_, differs) => {
  expect(await convert(frame(differs))).toBe("bitmap");
  expect(copyTo).not.toHaveBeenCalled();
});

test("a browser that would copy the planes as they are is never asked for pixels", async () => {
  expect(await convert(frame({ allocationSize: () => 12 }))).toBe("bitmap");
  expect(copyTo).not.toHaveBeenCalled();
});

test("what a browser could not convert once it is not asked for again", async () => {
  const refuses = vi.fn().mockRejectedValue(new TypeError("no such format"));
  expect(await convert(frame({ copyTo: refuses }))).toBe("bitmap");
  expect(await convert(frame({ copyTo: refuses }))).toBe("bitmap");
  expect(refuses).toHaveBeenCalledOnce();
});
