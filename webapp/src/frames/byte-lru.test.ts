import { expect, test } from "vitest";
import { ByteLru } from "./byte-lru";

test("the least recently used leave when the bytes run out", () => {
  const dropped: string[] = [];
  const cache = new ByteLru<string, string>(10, { dropped: (value) => dropped.push(value) });
  cache.set("a", "A", 4);
  cache.set("b", "B", 4);
  cache.get("a");
  cache.set("c", "C", 4);
  expect(dropped).toEqual(["B"]);
  expect(cache.keys()).toEqual(["a", "c"]);
  expect(cache.bytes).toBe(8);
});

test("pinned entries and the newest stay even over the budget", () => {
  const cache = new ByteLru<string, string>(5, { pinned: (key) => key === "shown" });
  cache.set("shown", "S", 4);
  cache.set("huge", "H", 40);
  expect(cache.keys()).toEqual(["shown", "huge"]);
  cache.set("next", "N", 1);
  expect(cache.keys()).toEqual(["shown", "next"]);
});

test("replacing a value lets the old one go and counts its bytes once", () => {
  const dropped: string[] = [];
  const cache = new ByteLru<string, string>(10, { dropped: (value) => dropped.push(value) });
  cache.set("a", "old", 4);
  cache.set("a", "new", 6);
  expect(dropped).toEqual(["old"]);
  expect(cache.bytes).toBe(6);
});
