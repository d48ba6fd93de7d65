import { beforeEach, expect, test, vi } from "vitest";
import { TestEditor } from "../../editor/test-editor";
import type { Session } from "../session";
import { useWorkMode } from "./mode";
import { goOn, stopAtEmpty, toolFor } from "./one-shape";

/** Four frames with something on the first two; the first is shown. */
function place() {
  const editor = new TestEditor();
  editor.rectangle([0, 0, 9, 9]);
  editor.rectangle([0, 0, 9, 9], { frame: 1 });
  const player = {
    state: { wanted: 0 },
    goTo: (frame: number) => {
      player.state.wanted = frame;
    },
  };
  const journal = { saveAll: vi.fn(async () => true) };
  const pictures = { numbers: [0, 1, 2, 3] };
  const session = { editor, player, pictures, journal };
  return session as unknown as Session & typeof session;
}

beforeEach(() => useWorkMode.setState({ onlyEmpty: false, handsOver: true }));

test("it goes from frame to frame, and saves and hands over after the last", async () => {
  const here = place();
  const atEnd = vi.fn();
  for (const frame of [1, 2, 3]) {
    await goOn(here, atEnd);
    expect(here.player.state.wanted).toBe(frame);
  }
  expect(here.journal.saveAll).not.toHaveBeenCalled();
  await goOn(here, atEnd);
  expect(here.journal.saveAll).toHaveBeenCalledOnce();
  expect(atEnd).toHaveBeenCalledOnce();
});

test("nobody is asked to hand over who does not want to", async () => {
  const here = place();
  here.player.goTo(3);
  useWorkMode.getState().setHandsOver(false);
  const atEnd = vi.fn();
  await goOn(here, atEnd);
  expect([here.journal.saveAll.mock.calls.length, atEnd.mock.calls.length]).toEqual([1, 0]);
});

test("with empty frames only, it begins with the first of them", () => {
  const here = place();
  stopAtEmpty(here, true);
  expect(here.player.state.wanted).toBe(2);
});

test("the tool is that of the label, or the one used last", () => {
  const editor = new TestEditor();
  editor.setLabels([
    { id: 1, name: "car", type: "any" },
    { id: 2, name: "lane", type: "polyline" },
  ]);
  editor.setDrawing({ labelId: 2 });
  expect(toolFor(editor)).toBe("polyline");
  editor.use("ellipse");
  editor.setDrawing({ labelId: 1 });
  expect(toolFor(editor)).toBe("ellipse");
});
