import { beforeEach, expect, test, vi } from "vitest";
import { Viewport } from "./viewport";

let viewport: Viewport;

beforeEach(() => {
  viewport = new Viewport();
  viewport.resize({ width: 832, height: 632 });
  viewport.setPicture({ width: 1600, height: 600 });
});

test("a new picture is fitted into the middle with a margin", () => {
  expect(viewport.view).toEqual({ scale: 0.5, x: 16, y: 166 });
});

test("a picture of the same size keeps the view, another is fitted", () => {
  viewport.zoomBy(2);
  const zoomed = viewport.view;
  viewport.setPicture({ width: 1600, height: 600 });
  expect(viewport.view).toBe(zoomed);
  viewport.setPicture({ width: 800, height: 600 });
  expect(viewport.view).toEqual({ scale: 1, x: 16, y: 16 });
});

test("zooming keeps what is under the pointer", () => {
  const pointer = { x: 300, y: 250 };
  const held = viewport.toImage(pointer);
  viewport.zoomBy(3, pointer);
  const now = viewport.toScreen(held);
  expect(now.x).toBeCloseTo(300);
  expect(now.y).toBeCloseTo(250);
});

test("zoom has limits, but any picture can be fitted", () => {
  viewport.zoomBy(1e9);
  expect(viewport.scale).toBe(64);
  viewport.zoomBy(1e-9);
  expect(viewport.scale).toBe(0.1);
  viewport.setPicture({ width: 80_000, height: 60_000 });
  expect(viewport.scale).toBe(0.01);
});

test("the picture cannot be lost off the screen", () => {
  viewport.pan({ x: -99_999, y: 99_999 });
  const { left, top, right, bottom } = viewport.visible;
  expect(left).toBeLessThan(1600);
  expect(top).toBeLessThan(600);
  expect(right).toBeGreaterThan(0);
  expect(bottom).toBeGreaterThan(0);
});

test("when the container grows its middle stays", () => {
  const middle = viewport.toImage({ x: 416, y: 316 });
  viewport.resize({ width: 1032, height: 732 });
  expect(viewport.toImage({ x: 516, y: 366 })).toEqual(middle);
});

test("every change of the view is told", () => {
  const listener = vi.fn();
  viewport.subscribe(listener);
  viewport.pan({ x: 1, y: 1 });
  viewport.zoomBy(1.1);
  viewport.fit();
  expect(listener).toHaveBeenCalledTimes(3);
});

test("a picture turned right is fitted into what is now its height", () => {
  viewport.turnTo(1);
  expect(viewport.screen).toEqual({ width: 632, height: 832 });
  expect(viewport.scale).toBeCloseTo(600 / 1600);
  expect(viewport.toContainer(viewport.toScreen({ x: 0, y: 0 })).x).toBeGreaterThan(416);
});

test.each([1, 2, 3] as const)(
  "what is in the middle stays there, turned by %i quarters",
  (turn) => {
    viewport.zoomBy(4, { x: 500, y: 300 });
    const held = viewport.toImage({ x: 416, y: 316 });
    viewport.turnTo(turn);
    const now = viewport.toContainer(viewport.toScreen(held));
    expect(now.x).toBeCloseTo(416);
    expect(now.y).toBeCloseTo(316);
    const back = viewport.fromContainer(viewport.toContainer({ x: 12, y: 34 }));
    expect(back).toEqual({ x: 12, y: 34 });
  },
);
