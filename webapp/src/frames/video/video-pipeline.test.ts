import { beforeEach, expect, test } from "vitest";
import type { PipelineNews } from "../messages";
import { FakeDecoders, fakeVideo, fragmentBytes } from "./fake-video";
import { VideoPipeline } from "./video-pipeline";
import { VideoPlan } from "./video-plan";

let decoders: FakeDecoders;
let news: PipelineNews[];
let asked: string[];
let missing: Map<string, () => Response>;
let video: ReturnType<typeof fakeVideo>;
let pipeline: VideoPipeline;
let plan: VideoPlan;

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

function open(of: ReturnType<typeof fakeVideo>, budget?: number): void {
  video = of;
  const last = video.fragments.reduce((sum, { frames }) => sum + frames, 0) - 1;
  plan = new VideoPlan({ first: 0, last }, video);
  const edges = {
    fetch: fetcher,
    decode: async (blob: Blob) => ({ text: await blob.text() }) as unknown as ImageBitmap,
    tell: (each: PipelineNews) => news.push(each),
    openDecoder: decoders.open,
    pictureOf: async (frame: VideoFrame) => {
      await Promise.resolve();
      return { text: `decoded ${frame.timestamp}` } as unknown as ImageBitmap;
    },
  };
  pipeline = new VideoPipeline({ video, stills: "/still/" }, edges, budget);
}

const fetcher = async (input: RequestInfo | URL): Promise<Response> => {
  const url = String(input);
  asked.push(url);
  const instead = missing.get(url);
  if (instead) return instead();
  if (url.startsWith("/still/")) return new Response(url);
  const fragment = video.fragments.find(({ number }) => url === `/v/fragments/${number}`);
  return fragment ? new Response(fragmentBytes(fragment)) : new Response("", { status: 404 });
};

/** Wish for frames and give the pictures that came, as `[frame, text]`. */
async function wish(...frames: number[]): Promise<unknown[]> {
  const before = news.length;
  const heard = news.filter(({ kind }) => kind === "picture").length;
  const wanted = frames.map((frame) => ({ frame, ...plan.place(frame) }));
  pipeline.wish({ frames: wanted, ahead: [], heard });
  await settle();
  return news
    .slice(before)
    .flatMap((each) =>
      each.kind === "picture"
        ? [[each.frame, (each.picture as unknown as { text: string }).text]]
        : [],
    );
}

beforeEach(() => {
  decoders = new FakeDecoders();
  news = [];
  asked = [];
  missing = new Map();
  open(fakeVideo([10, 10, 10]));
});

test("each frame is its own, whatever order packets come in", async () => {
  for (const frame of [0, 7, 13, 29, 4]) {
    expect(await wish(frame)).toEqual([[frame, `decoded ${frame}`]]);
  }
});

test("stepping on goes on decoding and begins nowhere anew", async () => {
  const pictures: unknown[] = [];
  for (let first = 0; first < 30; first += 5) {
    pictures.push(...(await wish(...[0, 1, 2, 3, 4].map((n) => first + n))));
  }
  expect(pictures).toHaveLength(30);
  expect([decoders.opened, decoders.decoded]).toEqual([1, 30]);
});

test("a jump begins at the key frame before, not at the beginning", async () => {
  await wish(24);
  expect(asked).toEqual(["/v/fragments/2"]);
  expect(decoders.decoded).toBeLessThanOrEqual(10);
});

test("the group before the one being decoded is begun at its own key frame", async () => {
  await wish(12);
  expect(await wish(7)).toEqual([[7, "decoded 7"]]);
});

test("a block behind is decoded in one go", async () => {
  await wish(9);
  const pictures = await wish(8, 7, 6, 5);
  expect(pictures.map((each) => (each as [number])[0]).sort()).toEqual([5, 6, 7, 8]);
  expect(decoders.opened).toBe(2);
});

test("a group of pictures cut into fragments is decoded without a flush in between", async () => {
  open(fakeVideo([20, 10], 5));
  expect(await wish(17)).toEqual([[17, "decoded 17"]]);
  expect(decoders.flushed).toBe(0);
  expect(asked.slice(0, 4)).toEqual([0, 1, 2, 3].map((n) => `/v/fragments/${n}`));
  expect(await wish(4, 5, 19)).toHaveLength(3);
});

test("frames that are not wanted are given back at once, and few are ever out", async () => {
  await wish(9);
  expect(decoders.lent).toBe(0);
  await wish(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
  expect(decoders.lent).toBe(0);
  expect(decoders.mostLent).toBeLessThanOrEqual(4);
});

test("a picture that is on its way is not decoded twice", async () => {
  await wish(3);
  const frames = [{ frame: 3, ...plan.place(3) }];
  pipeline.wish({ frames, ahead: [], heard: 0 });
  await settle();
  expect(news.filter(({ kind }) => kind === "picture")).toHaveLength(1);
});

test("on the way to a frame is not decoded what no other frame needs, and had when it is wanted", async () => {
  const config = { codec: "avc1.64001f", description: btoa("\x01\x64\x00\x1f\xff") };
  open({ ...fakeVideo([30]), config });
  expect(await wish(25)).toEqual([[25, "decoded 25"]]);
  expect(decoders.decoded).toBeLessThan(20);
  expect(await wish(23, 24)).toEqual([
    [23, "decoded 23"],
    [24, "decoded 24"],
  ]);
});

test("what a decoder cannot do, the server is asked for, and the rest is decoded on", async () => {
  decoders.breaksAt = 14;
  expect(await wish(12, 25)).toEqual(
    expect.arrayContaining([
      [12, "/still/12"],
      [25, "decoded 25"],
    ]),
  );
  const opened = decoders.opened;
  expect(await wish(12)).toEqual([[12, "/still/12"]]);
  expect(decoders.opened).toBe(opened);
});

test("a decoder that cannot be opened leaves everything to the server", async () => {
  decoders.refuses = true;
  expect(await wish(3, 4)).toEqual([
    [3, "/still/3"],
    [4, "/still/4"],
  ]);
});

test("damaged frames are pictures of the server from the beginning", async () => {
  open({ ...fakeVideo([10]), damaged: [[3, 5]] });
  expect(await wish(4, 6)).toEqual(
    expect.arrayContaining([
      [4, "/still/4"],
      [6, "decoded 6"],
    ]),
  );
});

test("a fragment that is gone or no fragment is made up for by pictures", async () => {
  missing.set("/v/fragments/1", () => new Response("", { status: 404 }));
  missing.set("/v/fragments/2", () => new Response("nonsense"));
  expect(await wish(15)).toEqual([[15, "/still/15"]]);
  expect(await wish(25)).toEqual([[25, "/still/25"]]);
});

test("a frame the fragment lacks does not keep others waiting", async () => {
  open(fakeVideo([10, 10]));
  missing.set(
    "/v/fragments/0",
    () => new Response(fragmentBytes({ number: 0, begin: 0, first: 0, frames: 6 })),
  );
  expect(await wish(8, 12)).toEqual(
    expect.arrayContaining([
      [8, "/still/8"],
      [12, "decoded 12"],
    ]),
  );
});

test("a group larger than the budget is decoded as it comes", async () => {
  open(fakeVideo([60], 5), 150);
  expect(await wish(57)).toEqual([[57, "decoded 57"]]);
  expect(asked).toHaveLength(12);
});

test("frames are counted by start and step, and fragments tell which are at hand", () => {
  const every3 = new VideoPlan(
    { first: 0, last: 8 },
    { ...fakeVideo([10, 20]), start_frame: 2, step: 3 },
  );
  expect(every3.place(3)).toEqual({ url: "/v/fragments/1", member: 11 });
  expect(every3.framesIn("/v/fragments/0")).toEqual({ first: 0, last: 2 });
  expect(every3.framesIn("/v/fragments/1")).toEqual({ first: 3, last: 8 });
  expect(every3.framesIn("/elsewhere")).toBeNull();
});

test("steps back want whole blocks, so that most of them find theirs made ready", () => {
  const long = new VideoPlan({ first: 0, last: 99 }, fakeVideo([100]));
  expect(long.ahead(30, -1).frames).toEqual([29, 28, 27, 26, 25, 24]);
  expect(long.ahead(25, -1).frames).toEqual([24]);
  expect(long.ahead(24, -1).frames).toHaveLength(12);
});
