import { afterEach, expect, it, vi } from "vitest";
import { ApiError } from "./errors";
import { isServerAway, whatAilsTheServer } from "./health";

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: object) {
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(body), { status }));
}

it("nothing ails a server that works, nor one that is only full", async () => {
  answer(200, { database: "working", disk: "working" });
  expect(await whatAilsTheServer()).toBeNull();
  answer(500, { database: "working", disk: "full" });
  expect(await whatAilsTheServer()).toBeNull();
});

it("the reason is the database, or that nobody answers", async () => {
  answer(500, { database: "not reachable", disk: "working" });
  expect(await whatAilsTheServer()).toContain("atabase");
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("gone");
  });
  expect(await whatAilsTheServer()).toBeTruthy();
});

it("a refusal is not an absence", () => {
  expect(isServerAway(new ApiError(503, "unavailable", ""))).toBe(true);
  expect(isServerAway(new ApiError(403, "forbidden", ""))).toBe(false);
  expect(isServerAway(new Error("drawn wrongly"))).toBe(false);
});
