import { beforeEach, expect, test } from "vitest";
import type { PipelineNews } from "./messages";
import { Pipeline } from "./pipeline";
import { zipOf } from "./zip-of";

/** A network in which each download is answered by hand. */
class Network {
  readonly asked: string[] = [];
  readonly aborted: string[] = [];
  readonly #open = new Map<string, (response: Response) => void>();

  readonly fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = String(input);
    this.asked.push(url);
    return new Promise((resolve, reject) => {
      this.#open.set(url, resolve);
      init?.signal?.addEventListener("abort", () => {
        this.aborted.push(url);
        reject(init.signal?.reason);
      });
    });
  };

  async answer(url: string, response: Response): Promise<void> {
    this.#open.get(url)?.(response);
    await settle();
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const frame = (n: number, url = `/${n}`, member: number | null = null) => ({
  frame: n,
  url,
  member,
});

let network: Network;
let news: PipelineNews[];
let pipeline: Pipeline;

beforeEach(() => {
  network = new Network();
  news = [];
  pipeline = new Pipeline({ fetch: network.fetch, decode, tell: (each) => news.push(each) });
});

/** Pictures are their text; "broken" is a picture that cannot be decoded. */
async function decode(blob: Blob): Promise<ImageBitmap> {
  const text = await blob.text();
  if (text === "broken") throw new Error("not a picture");
  return { text } as unknown as ImageBitmap;
}

/** The same edges with room for so few bytes. */
function small(budget: number): Pipeline {
  return new Pipeline({ fetch: network.fetch, decode, tell: (each) => news.push(each) }, budget);
}

const pictures = () =>
  news.flatMap((each) =>
    each.kind === "picture"
      ? [[each.frame, (each.picture as unknown as { text: string }).text]]
      : [],
  );
const problems = () => news.filter((each) => each.kind === "problem");

test("the most urgent is asked for first, and no more than three at a time", async () => {
  pipeline.wish({ frames: [frame(5), frame(6), frame(7), frame(8)], ahead: ["/far"] });
  expect(network.asked).toEqual(["/5", "/6", "/7"]);
  await network.answer("/5", new Response("five"));
  expect(pictures()).toEqual([[5, "five"]]);
  expect(network.asked).toEqual(["/5", "/6", "/7", "/8"]);
});

test("a new wish aborts what it does not name and keeps what it does", () => {
  pipeline.wish({ frames: [frame(1), frame(2)], ahead: [] });
  pipeline.wish({ frames: [frame(2), frame(3)], ahead: [] });
  expect(network.aborted).toEqual(["/1"]);
  expect(network.asked).toEqual(["/1", "/2", "/3"]);
});

test("frames of one chunk cost one download", async () => {
  pipeline.wish({ frames: [frame(11, "/chunk", 1), frame(10, "/chunk", 0)], ahead: [] });
  await network.answer("/chunk", new Response(zipOf({ "0.jpeg": "ten", "1.jpeg": "eleven" })));
  expect(pictures()).toEqual([
    [11, "eleven"],
    [10, "ten"],
  ]);
  pipeline.wish({ frames: [frame(10, "/chunk", 0)], ahead: [] });
  await settle();
  expect(network.asked).toEqual(["/chunk"]);
});

test("what the server refuses is told with its sentence, and can be asked for again", async () => {
  pipeline.wish({ frames: [frame(1)], ahead: [] });
  await network.answer("/1", Response.json({ detail: "Frame 1 was deleted." }, { status: 404 }));
  expect(problems()).toEqual([
    { kind: "problem", frame: 1, message: "Frame 1 was deleted.", status: 404 },
  ]);
  pipeline.wish({ frames: [frame(1)], ahead: [] });
  await network.answer("/1", new Response("one"));
  expect(pictures()).toEqual([[1, "one"]]);
});

test("a server that is busy for a moment is asked again without anybody noticing", async () => {
  pipeline.wish({ frames: [frame(1)], ahead: [] });
  await network.answer("/1", new Response("", { status: 503 }));
  await new Promise((resolve) => setTimeout(resolve, 350));
  await network.answer("/1", new Response("one"));
  expect(problems()).toEqual([]);
  expect(pictures()).toEqual([[1, "one"]]);
});

test("a broken picture is told and downloaded anew when wanted again", async () => {
  pipeline.wish({ frames: [frame(1)], ahead: [] });
  await network.answer("/1", new Response("broken"));
  expect(problems()).toMatchObject([{ frame: 1, message: /not a picture/ }]);
  pipeline.wish({ frames: [frame(1)], ahead: [] });
  expect(network.asked).toEqual(["/1", "/1"]);
});

test("a chunk with too few pictures is told for the frame that is missing", async () => {
  pipeline.wish({ frames: [frame(12, "/chunk", 2)], ahead: [] });
  await network.answer("/chunk", new Response(zipOf({ "0.jpeg": "ten" })));
  expect(problems()).toMatchObject([{ frame: 12, message: /has 1 pictures, not 3/ }]);
});

test("a chunk over the budget is downloaded once, and the one ahead does not push it out", async () => {
  const chunk = (name: string) => new Response(zipOf({ a: name, b: name, c: name, d: name }));
  const frames = [0, 1, 2, 3].map((n) => frame(n, "/now", n));
  pipeline = small(100);
  pipeline.wish({ frames, ahead: ["/next"] });
  await Promise.all([network.answer("/now", chunk("now")), network.answer("/next", chunk("next"))]);
  expect(pictures()).toHaveLength(4);
  pipeline.wish({ frames: [frame(3, "/now", 3)], ahead: ["/next"] });
  await settle();
  expect(network.asked.filter((url) => url === "/now")).toHaveLength(1);
  expect(network.asked.filter((url) => url === "/next").length).toBeLessThan(3);
});

test("large files wait for those before them to be decoded", async () => {
  pipeline = small(10);
  pipeline.wish({ frames: [1, 2, 3, 4, 5, 6].map((n) => frame(n)), ahead: [] });
  const large = () => new Response("0123456789ab");
  await Promise.all([1, 2, 3].map((n) => network.answer(`/${n}`, large())));
  for (const n of [4, 5, 6]) await network.answer(`/${n}`, large());
  expect(pictures()).toHaveLength(6);
  expect(network.asked).toHaveLength(6);
});

test("an archive that cannot be read is downloaded once for all of its frames", async () => {
  const frames = [0, 1, 2, 3].map((n) => frame(n, "/chunk", n));
  pipeline.wish({ frames, ahead: [] });
  await network.answer("/chunk", new Response("no archive"));
  expect(network.asked).toEqual(["/chunk"]);
  expect(problems().map((each) => each.kind === "problem" && each.frame)).toEqual([0, 1, 2, 3]);
});

test("a broken picture that is only looked ahead to is not tried again", async () => {
  pipeline.wish({ frames: [frame(1)], ahead: [] });
  await network.answer("/1", new Response("broken"));
  pipeline.wish({ frames: [frame(0), frame(1)], ahead: [] });
  expect(network.asked).toEqual(["/1", "/0"]);
});
