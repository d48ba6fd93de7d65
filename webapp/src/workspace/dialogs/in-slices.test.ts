import { expect, test, vi } from "vitest";
import { inSlices } from "./in-slices";

const busy = (ms: number) => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

test("everything is done in order, and the page may breathe in between", async () => {
  const onProgress = vi.fn<(done: number) => void>();
  const breath = vi.fn<() => void>();
  setTimeout(breath);
  const { signal } = new AbortController();
  const work = (n: number) => {
    busy(15);
    return n * 2;
  };
  expect(await inSlices([1, 2, 3], work, { signal, onProgress })).toEqual([2, 4, 6]);
  expect(onProgress.mock.calls).toEqual([[1], [2]]);
  expect(breath).toHaveBeenCalled();
});

test("stopped half-way it gives nothing", async () => {
  const stop = new AbortController();
  const work = vi.fn<(n: number) => void>(() => busy(15));
  const onProgress = () => stop.abort();
  expect(await inSlices([1, 2, 3], work, { signal: stop.signal, onProgress })).toBeNull();
  expect(work).toHaveBeenCalledTimes(1);
});
