import { beforeEach, expect, test } from "vitest";
import { meetGuide } from "./guide-seen";

beforeEach(() => localStorage.clear());

test("a guide is new once, and each for itself", () => {
  expect([meetGuide(3), meetGuide(3), meetGuide(4), meetGuide(3)]).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test("what was spoilt in the storage is begun anew", () => {
  localStorage.setItem("limn.workspace.guides", "{ nope");
  expect(meetGuide(3)).toBe(false);
  expect(meetGuide(3)).toBe(true);
});
