import { beforeEach, describe, expect, test } from "vitest";
import { ChunkPlan, ChunkSource } from "./chunks";
import type { PipelineNews, PipelinePort, Wish } from "./messages";
import { SingleImagePlan, SingleImageSource } from "./single-images";
import { isSuperseded } from "./source";

const RANGE = { first: 10, last: 49 };
const MIB = 2 ** 20;

class FakePort implements PipelinePort {
  readonly wishes: Wish[] = [];
  disposed = false;
  news: (news: PipelineNews) => void = () => {};

  wish(wish: Wish) {
    this.wishes.push(wish);
  }
  onNews(listener: (news: PipelineNews) => void) {
    this.news = listener;
  }
  reuse() {}
  dispose() {
    this.disposed = true;
  }
  wanted = () => this.wishes.at(-1)?.frames.map(({ frame }) => frame);
}

/** A picture of exactly one MiB that knows whether it is open. */
class Picture {
  readonly width = 512;
  readonly height = 512;
  open = true;
  close() {
    this.open = false;
  }
}

let port: FakePort;
let pictures: Map<number, Picture>;

beforeEach(() => {
  port = new FakePort();
  pictures = new Map();
});

function arrive(frame: number): Picture {
  const picture = new Picture();
  pictures.set(frame, picture);
  port.news({ kind: "picture", frame, picture: picture as unknown as ImageBitmap });
  return picture;
}

const openFrames = () => [...pictures].filter(([, p]) => p.open).map(([frame]) => frame);

describe("any source", () => {
  test("only the latest request is answered", async () => {
    const source = new SingleImageSource(1, RANGE, port);
    const first = source.frame(20).catch((error) => error);
    const second = source.frame(21);
    expect(isSuperseded(await first)).toBe(true);
    expect(port.wanted()).toEqual([21]);
    const picture = arrive(21);
    expect(await second).toBe(picture);
  });

  test("a picture that is at hand comes without asking the worker", async () => {
    const source = new SingleImageSource(1, RANGE, port);
    const picture = arrive(20);
    expect(await source.frame(20)).toBe(picture);
    expect(port.wishes).toEqual([]);
  });

  test("old pictures are closed to stay in the budget, the two shown last never", async () => {
    const source = new SingleImageSource(1, RANGE, port, 4 * MIB);
    for (const frame of [10, 11]) {
      const asked = source.frame(frame);
      arrive(frame);
      await asked;
    }
    for (const frame of [12, 13, 14, 15]) arrive(frame);
    expect(openFrames()).toEqual([10, 11, 14, 15]);
    await source.frame(15);
    arrive(16);
    expect(openFrames()).toEqual([11, 14, 15, 16]);
  });

  test("a second copy of a shown picture does not close it", async () => {
    const source = new SingleImageSource(1, RANGE, port);
    const asked = source.frame(10);
    const shown = arrive(10);
    await asked;
    const copy = arrive(10);
    expect([shown.open, copy.open]).toEqual([true, false]);
  });

  test("looking ahead takes at most half of the budget", () => {
    const source = new ChunkSource(1, RANGE, 36, port, 8 * MIB);
    arrive(10);
    source.prefetch(10, 1);
    expect(port.wanted()).toEqual([11, 12, 13, 14]);
  });

  test("a frame outside the job is named with the job's range", async () => {
    const source = new SingleImageSource(1, RANGE, port);
    await expect(source.frame(50)).rejects.toThrow("frames 10 to 49, not 50");
  });

  test("a problem reaches the one who waits for that frame only", async () => {
    const source = new SingleImageSource(1, RANGE, port);
    const asked = source.frame(10);
    port.news({ kind: "problem", frame: 11, message: "no", status: 500 });
    port.news({ kind: "problem", frame: 10, message: "Gone.", status: 404 });
    await expect(asked).rejects.toMatchObject({ message: "Gone.", frame: 10, status: 404 });
    source.frame(10).catch(() => {});
    expect(port.wanted()).toEqual([10]);
  });

  test("a problem nobody has words for gets them from what is known", async () => {
    const source = new SingleImageSource(1, RANGE, port);
    const told = async (message: string, status: number | null) => {
      const asked = source.frame(10);
      port.news({ kind: "problem", frame: 10, message, status });
      return asked.catch((error: Error) => error.message);
    };
    expect(await told("", null)).toMatch(/server cannot be reached/);
    expect(await told("", 404)).toMatch(/does not exist/);
    expect(await told("no JPEG", null)).toMatch(/cannot be decoded: no JPEG/);
  });

  test("disposing ends the worker and closes every picture", async () => {
    const source = new SingleImageSource(1, RANGE, port);
    arrive(10);
    const asked = source.frame(11).catch((error) => error);
    source.dispose();
    expect(isSuperseded(await asked)).toBe(true);
    expect([port.disposed, openFrames()]).toEqual([true, []]);
  });
});

describe("single images", () => {
  const plan = new SingleImagePlan(3, RANGE);

  test("each picture is a request by its number in the task", () => {
    expect(plan.place(12)).toEqual({
      url: "/api/jobs/3/data?type=frame&quality=compressed&number=12",
      member: null,
    });
  });

  test("a few are fetched in the direction of travel and one behind", () => {
    expect(plan.ahead(20, 1).frames).toEqual([21, 22, 23, 24, 19]);
    expect(plan.ahead(20, -1).frames).toEqual([19, 18, 17, 16, 21]);
    expect(plan.ahead(49, 1).frames).toEqual([48]);
  });
});

describe("chunks", () => {
  const plan = new ChunkPlan(3, RANGE, 15);

  test("chunks are counted from the job's first frame", () => {
    const base = "/api/jobs/3/data?type=chunk&quality=compressed&as=imageset&index=";
    expect(plan.place(10)).toEqual({ url: `${base}0`, member: 0 });
    expect(plan.place(24)).toEqual({ url: `${base}0`, member: 14 });
    expect(plan.place(25)).toEqual({ url: `${base}1`, member: 0 });
    expect(plan.place(49)).toEqual({ url: `${base}2`, member: 9 });
  });

  test("the next chunk in the direction of travel is downloaded ahead", () => {
    expect(plan.ahead(26, 1).files).toEqual([plan.place(40).url]);
    expect(plan.ahead(26, -1).files).toEqual([plan.place(10).url]);
    expect(plan.ahead(45, 1).files).toEqual([]);
    expect(plan.ahead(12, -1).files).toEqual([]);
  });

  test("downloaded chunks and decoded pictures count as buffered", () => {
    const source = new ChunkSource(3, RANGE, 15, port);
    let told = 0;
    source.onBuffered(() => {
      told += 1;
    });
    port.news({ kind: "held", urls: [plan.place(45).url] });
    arrive(10);
    arrive(11);
    expect(source.buffered()).toEqual([
      { first: 10, last: 11 },
      { first: 40, last: 49 },
    ]);
    expect(told).toBe(3);
  });
});
