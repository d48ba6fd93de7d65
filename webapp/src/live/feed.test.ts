import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeEventSource } from "./fake-event-source";
import { Feed } from "./feed";

let heard: [number, string | null][];
let feed: Feed;

beforeEach(() => {
  vi.useFakeTimers();
  FakeEventSource.opened.length = 0;
  heard = [];
  feed = new Feed({
    job: 7,
    version: () => 4,
    heard: (version, write) => heard.push([version, write?.user?.username ?? null]),
    open: (url) => new FakeEventSource(url),
    pollEvery: 1000,
    looks: 2,
  });
});

afterEach(() => {
  feed.close();
  show("visible");
  vi.useRealTimers();
});

function show(state: DocumentVisibilityState): void {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}

const streams = FakeEventSource.opened;

test("the stream begins at the version that is known", () => {
  expect(streams.map(({ url }) => url)).toEqual(["/api/live/jobs/7?since=4"]);
});

test("its first word and every change are handed on", () => {
  streams[0]?.say("version", { version: 4 });
  streams[0]?.say("changed", { version: 5, user: { id: 1, username: "ada" }, kind: "put" });
  expect(heard).toEqual([
    [4, null],
    [5, "ada"],
  ]);
});

test("a stream that broke off is left to the browser", () => {
  streams[0]?.fail("connecting");
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual([]);
  expect(streams).toHaveLength(1);
});

test("where there is no room it looks now and then, and tries again later", () => {
  streams[0]?.fail("closed");
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual([[Number.POSITIVE_INFINITY, null]]);
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveLength(2);
  expect(streams).toHaveLength(2);
  vi.advanceTimersByTime(10_000);
  expect(heard).toHaveLength(2);
});

test("a hidden page asks for nothing and one that is back asks at once", () => {
  show("hidden");
  expect(streams[0]?.readyState).toBe(2);
  streams[0]?.fail("closed");
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual([]);
  show("visible");
  expect(streams).toHaveLength(2);
});

test("nothing is asked after the end", () => {
  feed.close();
  streams[0]?.fail("closed");
  show("visible");
  vi.advanceTimersByTime(10_000);
  expect(streams).toHaveLength(1);
  expect(heard).toEqual([]);
});
