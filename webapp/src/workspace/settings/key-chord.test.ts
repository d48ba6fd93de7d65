// @vitest-environment jsdom
import { expect, test } from "vitest";
import { normaliseKeys } from "../../actions/keys";
import { chordOf } from "./key-chord";

const press = (key: string, init: KeyboardEventInit = {}) =>
  chordOf(new KeyboardEvent("keydown", { key, ...init }));

test("a press is written as actions write their keys", () => {
  expect(press("k")).toBe("k");
  expect(press("K", { shiftKey: true })).toBe("Shift+k");
  expect(press("z", { ctrlKey: true })).toBe("$mod+z");
  expect(press("ArrowLeft", { altKey: true })).toBe("Alt+ArrowLeft");
  expect(press(" ", { code: "Space" })).toBe("Space");
  expect(press("!", { shiftKey: true, code: "Digit1" })).toBe("Shift+Digit1");
});

test("modifiers alone are no press", () => {
  expect(press("Shift", { shiftKey: true })).toBeNull();
});

test("what is written can be read by the registry", () => {
  expect(normaliseKeys(press("!", { shiftKey: true, code: "Digit1" }) ?? "")).toBe("Shift+1");
});
