import { expect, test, vi } from "vitest";
import { nearestFrame, Pictures } from "./pictures";

test("images have a size and a name each, counted from the job's first frame", () => {
  const frames = [
    { name: "a.jpg", width: 10, height: 20 },
    { name: "b.jpg", width: 30, height: 40 },
  ];
  const pictures = new Pictures({ start_frame: 5, stop_frame: 6, mode: "annotation" }, { frames });
  expect(pictures.size(6)).toEqual({ width: 30, height: 40 });
  expect(pictures.name(5)).toBe("a.jpg");
  expect(pictures.isVideo).toBe(false);
});

test("a picture is found by a part of its name, round and round", () => {
  const frames = ["Night_01.jpg", "day_01.jpg", "night_02.jpg"].map((name) => ({ name }));
  const pictures = new Pictures({ start_frame: 5, stop_frame: 7, mode: "annotation" }, { frames });
  expect(pictures.named("night", 5)).toBe(7);
  expect(pictures.named("night", 7)).toBe(5);
  expect(pictures.named("noon", 5)).toBeNull();
});

test("all frames of a video share one entry", () => {
  const frames = [{ name: "clip.mp4", width: 1280, height: 720 }];
  const job = { start_frame: 0, stop_frame: 99, mode: "interpolation" };
  const pictures = new Pictures(job, { frames });
  expect(pictures.size(57)).toEqual({ width: 1280, height: 720 });
  expect([pictures.isVideo, pictures.numbers.length]).toEqual([true, 100]);
});

test("deleted frames and frames that are not included cannot be gone to", () => {
  const meta = { frames: [], deleted_frames: [2], included_frames: [1, 2, 4] };
  const pictures = new Pictures({ start_frame: 0, stop_frame: 5, mode: "annotation" }, meta);
  expect(pictures.numbers).toEqual([1, 4]);
  expect(pictures.range).toEqual({ first: 0, last: 5 });
});

test("a removed frame is left out until removed frames are shown", () => {
  const pictures = new Pictures(
    { start_frame: 0, stop_frame: 3, mode: "annotation" },
    { frames: [] },
  );
  const heard = vi.fn();
  pictures.subscribe(heard);
  pictures.setRemoved([1]);
  expect([pictures.numbers, pictures.isRemoved(1)]).toEqual([[0, 2, 3], true]);
  pictures.showRemoved(true);
  expect([pictures.numbers, pictures.isRemoved(1)]).toEqual([[0, 1, 2, 3], true]);
  pictures.setRemoved([]);
  expect(pictures.isRemoved(1)).toBe(false);
  expect(heard).toHaveBeenCalledTimes(3);
});

test("the nearest frame is found, or none", () => {
  expect(nearestFrame([1, 4, 9], 6)).toBe(4);
  expect(nearestFrame([1, 4, 9], 700)).toBe(9);
  expect(nearestFrame([], 3)).toBeNull();
});

test("removed frames of the job are told as runs, which change with them", () => {
  const meta = { frames: [], deleted_frames: [12, 3, 7, 6, 99] };
  const pictures = new Pictures({ start_frame: 5, stop_frame: 20, mode: "interpolation" }, meta);
  expect(pictures.removedSpans).toEqual([
    { first: 6, last: 7 },
    { first: 12, last: 12 },
  ]);
  expect(pictures.removedSpans).toBe(pictures.removedSpans);
  pictures.setRemoved([]);
  expect(pictures.removedSpans).toEqual([]);
});
