// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { PointerInputs } from "./pointer-input";
import { TestEditor } from "./test-editor";

let editor: TestEditor;
let container: HTMLElement;
let now: number;

beforeEach(() => {
  editor = new TestEditor();
  container = document.createElement("div");
  container.setPointerCapture = () => {};
  document.body.replaceChildren(container);
  new PointerInputs(editor, container);
  now = 1000;
});

type Kind = "pen" | "touch" | "mouse";

/** jsdom knows no pointers: a mouse event with what a pointer has besides. */
function send(type: string, kind: Kind, id: number, x: number, y: number): void {
  const event = new MouseEvent(type, { clientX: x, clientY: y, button: 0, bubbles: true });
  const more = { pointerType: kind, pointerId: id, timeStamp: now };
  for (const [name, value] of Object.entries(more)) Object.defineProperty(event, name, { value });
  container.dispatchEvent(event);
}

function drag(kind: Kind, id: number, from: [number, number], to: [number, number]): void {
  send("pointerdown", kind, id, ...from);
  send("pointermove", kind, id, ...to);
  send("pointerup", kind, id, ...to);
  now += 5000;
}

test("without a pen a finger draws", () => {
  editor.use("rectangle");
  drag("touch", 1, [10, 10], [60, 60]);
  expect(editor.drawn()).toMatchObject([{ points: [10, 10, 60, 60] }]);
});

test("a pen draws, and from then on fingers move the picture", () => {
  editor.use("rectangle");
  drag("pen", 1, [10, 10], [60, 60]);
  editor.use("rectangle");
  drag("touch", 2, [100, 100], [130, 120]);
  expect(editor.drawn()).toHaveLength(1);
  expect(editor.viewport.view).toMatchObject({ x: 30, y: 20 });
  expect(editor.tools.tool).toBe("rectangle");
});

test("a finger pans in the midst of a drawing, which goes on with the pen", () => {
  editor.use("polygon");
  for (const [x, y] of [
    [10, 10],
    [60, 10],
  ] as const)
    drag("pen", 1, [x, y], [x, y]);
  drag("touch", 2, [100, 100], [140, 100]);
  drag("pen", 1, [100, 60], [100, 60]);
  editor.tools.finish();
  expect(editor.drawn()).toMatchObject([{ points: [10, 10, 60, 10, 60, 60] }]);
});

test("a palm beside the pen does nothing, whichever comes first", () => {
  drag("pen", 1, [5, 5], [5, 5]);
  editor.use("rectangle");
  send("pointerdown", "touch", 2, 300, 200);
  send("pointermove", "touch", 2, 310, 205);
  now += 100;
  send("pointerdown", "pen", 1, 10, 10);
  const held = editor.viewport.view;
  send("pointermove", "touch", 2, 350, 230);
  send("pointerdown", "touch", 3, 320, 220);
  send("pointermove", "touch", 3, 300, 280);
  send("pointerup", "touch", 3, 300, 280);
  send("pointermove", "pen", 1, 60, 60);
  send("pointerup", "pen", 1, 60, 60);
  send("pointerup", "touch", 2, 350, 230);
  expect(editor.viewport.view).toEqual(held);
  expect(editor.drawn()).toHaveLength(1);
});
