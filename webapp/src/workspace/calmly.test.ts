import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Emitter } from "../core/emitter";
import { calmly } from "./calmly";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("of many changes few are told, and the last of them", () => {
  const source = new Emitter<[]>();
  let value = 0;
  const told: number[] = [];
  calmly(source, () => told.push(value));
  for (value = 1; value < 20; value += 1) {
    source.emit();
    vi.advanceTimersByTime(16);
  }
  vi.runAllTimers();
  expect(told.length).toBeLessThan(4);
  expect(told.at(-1)).toBe(value);
});

test("after the end nothing is told", () => {
  const source = new Emitter<[]>();
  const listener = vi.fn();
  const stop = calmly(source, listener);
  source.emit();
  stop();
  vi.runAllTimers();
  expect(listener).not.toHaveBeenCalled();
});
