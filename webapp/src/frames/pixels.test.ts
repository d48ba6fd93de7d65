import { beforeEach, expect, test, vi } from "vitest";
import type { PipelineNews, PipelinePort } from "./messages";
import { type Pixels, SpareMemory, Stages } from "./pixels";
import { SingleImageSource } from "./single-images";

/** A canvas that knows the first byte put on it. */
class FakeCanvas {
  width = 1;
  height = 1;
  shows: number | null = null;
  puts = 0;
  getContext() {
    return {
      putImageData: ({ data }: { data: Uint8ClampedArray }) => {
        this.shows = data[0] ?? null;
        this.puts += 1;
      },
    };
  }
}

beforeEach(() => {
  vi.stubGlobal("OffscreenCanvas", FakeCanvas);
  vi.stubGlobal(
    "ImageData",
    class {
      constructor(readonly data: Uint8ClampedArray) {}
    },
  );
  return () => vi.unstubAllGlobals();
});

const pixels = (frame: number): Pixels => ({
  width: 2,
  height: 1,
  memory: new Uint8Array(8).fill(frame).buffer,
});
const put = (stages: Stages, frame: number) =>
  stages.put(frame, pixels(frame)) as unknown as FakeCanvas;

test("a frame stays on its canvas while the next one is put on the other", () => {
  const stages = new Stages();
  const [first, second] = [put(stages, 1), put(stages, 2)];
  expect([first.shows, second.shows]).toEqual([1, 2]);
  expect(put(stages, 3)).toBe(first);
  expect([first.shows, second.shows]).toEqual([3, 2]);
});

test("a frame that is on a canvas already is not put again, and counts as the later", () => {
  const stages = new Stages();
  const [first, second] = [put(stages, 1), put(stages, 2)];
  expect(put(stages, 1)).toBe(first);
  expect(first.puts).toBe(1);
  expect(put(stages, 3)).toBe(second);
});

test("memory of one size serves again, of another it does not", () => {
  const spare = new SpareMemory();
  const memory = spare.take(8);
  spare.give(memory);
  expect(spare.take(8)).toBe(memory);
  spare.give(memory);
  expect(spare.take(16).byteLength).toBe(16);
});

test("a source gives back the memory of pixels that leave, those on screen stay", async () => {
  const returned: number[] = [];
  let news: (news: PipelineNews) => void = () => {};
  const port: PipelinePort = {
    wish: () => {},
    reuse: (memory) => returned.push(new Uint8Array(memory)[0] ?? 0),
    onNews: (listener) => {
      news = listener;
    },
    dispose: () => {},
  };
  const source = new SingleImageSource(1, { first: 0, last: 9 }, port, 3 * 8);
  const asked = source.frame(0);
  news({ kind: "picture", frame: 0, picture: pixels(0) });
  expect(await asked).toMatchObject({ shows: 0, width: 2 });
  for (const frame of [1, 2, 3]) news({ kind: "picture", frame, picture: pixels(frame) });
  expect(returned).toEqual([1]);
  expect(source.ready(0)).toMatchObject({ shows: 0 });
});
