import { expect, test } from "vitest";
import { Pinch } from "./pinch";
import { TestEditor } from "./test-editor";

test("two fingers apart zoom in about their middle", () => {
  const { viewport } = new TestEditor();
  const pinch = new Pinch(viewport);
  expect(pinch.down(1, { x: 100, y: 100 })).toBe(false);
  expect(pinch.down(2, { x: 200, y: 100 })).toBe(true);
  const held = viewport.toImage({ x: 150, y: 100 });
  pinch.move(1, { x: 50, y: 100 });
  pinch.move(2, { x: 250, y: 100 });
  expect(viewport.scale).toBeCloseTo(2);
  expect(viewport.toScreen(held).x).toBeCloseTo(150);
});

test("two fingers side by side pan", () => {
  const { viewport } = new TestEditor();
  const pinch = new Pinch(viewport);
  pinch.down(1, { x: 100, y: 100 });
  pinch.down(2, { x: 200, y: 100 });
  pinch.move(1, { x: 100, y: 130 });
  pinch.move(2, { x: 200, y: 130 });
  expect(viewport.view.y).toBeCloseTo(30, 0);
  expect(viewport.scale).toBeCloseTo(1);
});

test("it ends with the last finger", () => {
  const pinch = new Pinch(new TestEditor().viewport);
  pinch.down(1, { x: 0, y: 0 });
  pinch.down(2, { x: 9, y: 0 });
  pinch.up(1);
  expect(pinch.active).toBe(true);
  pinch.up(2);
  expect(pinch.active).toBe(false);
});

test("the second finger takes back what the first one set", () => {
  const editor = new TestEditor();
  editor.use("polygon");
  editor.click(10, 10).click(60, 10).down(90, 90);
  editor.tools.takeBackPress();
  expect(editor.tools.state.decoration?.placed).toHaveLength(2);
});

test("but nothing that is done already", () => {
  const editor = new TestEditor();
  editor.use("rectangle");
  editor.click(10, 10).down(60, 60);
  editor.tools.takeBackPress();
  expect(editor.drawn()).toHaveLength(1);
  expect(editor.tools.tool).toBe("select");
});
