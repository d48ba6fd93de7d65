import { expect, it } from "vitest";
import { expiryAfter } from "./lifetimes";

const now = new Date("2026-03-01T12:00:00Z");

it("ends a token so many days from now", () => {
  expect(expiryAfter(30, now)).toBe("2026-03-31T12:00:00.000Z");
});

it("knows tokens without end", () => {
  expect(expiryAfter(0, now)).toBeNull();
});
