// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TestEditor } from "../editor/test-editor";
import english from "../i18n/en/workspace/editor.json";
import { type Action, defineAction } from "./action";
import { editorActions } from "./editor";
import { ActionRegistry } from "./registry";

let registry: ActionRegistry;
let detach: () => void;

beforeEach(() => {
  registry = new ActionRegistry();
  detach = registry.attach(window);
});

afterEach(() => {
  detach();
  document.body.replaceChildren();
});

function action(id: string, keys: string[], more: Partial<Action> = {}) {
  const run = vi.fn<() => void>();
  registry.add(defineAction({ id, label: id, keys, scope: "global", ...more, run }));
  return run;
}

function press(key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

function focused<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  document.body.append(element);
  return element;
}

describe("keys", () => {
  test("run their action and are used up", () => {
    const run = action("test.undo", ["$mod+z"]);
    expect(press("z", { ctrlKey: true }).defaultPrevented).toBe(true);
    press("z");
    press("z", { ctrlKey: true, shiftKey: true });
    expect(run).toHaveBeenCalledTimes(1);
  });

  test("of a disabled action do nothing and stay free for others", () => {
    const run = action("test.undo", ["z"], { enabled: () => false });
    expect(press("z").defaultPrevented).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });

  test("typed into a text field are text", () => {
    const run = action("test.next", ["f"]);
    press("f", {}, focused("input"));
    press("f", {}, focused("textarea"));
    expect(run).not.toHaveBeenCalled();
  });

  test("that operate the focused control are left to it", () => {
    const run = action("test.finish", ["Enter"]);
    press("Enter", {}, focused("button"));
    expect(run).not.toHaveBeenCalled();
    press("Enter");
    expect(run).toHaveBeenCalledTimes(1);
  });

  test("pressed in a dialog are the dialog's", () => {
    const run = action("test.remove", ["Delete"]);
    const dialog = focused("div");
    dialog.setAttribute("role", "dialog");
    press("Delete", {}, dialog.appendChild(document.createElement("p")));
    expect(run).not.toHaveBeenCalled();
  });

  test("in a sequence run the longer action only", () => {
    const [one, all] = [action("test.lock", ["l"]), action("test.lock-all", ["t l"])];
    press("t");
    press("l");
    expect(all).toHaveBeenCalledTimes(1);
    expect(one).not.toHaveBeenCalled();
    press("l");
    expect(one).toHaveBeenCalledTimes(1);
  });

  test("that are held repeat only where it makes sense", () => {
    const once = action("test.once", ["a"]);
    const often = action("test.often", ["b"], { repeats: true });
    for (const key of ["a", "b"]) {
      press(key);
      press(key, { repeat: true });
    }
    expect(once).toHaveBeenCalledTimes(1);
    expect(often).toHaveBeenCalledTimes(2);
  });

  test("may act on release", () => {
    const run = action("test.play", ["Space"], { onRelease: true });
    press(" ", { code: "Space" });
    expect(run).not.toHaveBeenCalled();
    document.body.dispatchEvent(new KeyboardEvent("keyup", { code: "Space", bubbles: true }));
    expect(run).toHaveBeenCalledTimes(1);
  });

  test("given by the user replace the defaults", () => {
    const run = action("test.next", ["f"]);
    registry.setOverrides({ "test.next": ["x"] });
    press("f");
    expect(run).not.toHaveBeenCalled();
    press("x");
    expect(run).toHaveBeenCalledTimes(1);
    expect(registry.keysOf("test.next")).toEqual(["x"]);
  });

  test("claimed twice are told, however they are spelled", () => {
    action("test.one", ["Shift+Control+k"]);
    action("test.two", ["$mod+Shift+KeyK"]);
    const [conflict] = registry.conflicts();
    expect(conflict?.actions.map((each) => each.id)).toEqual(["test.one", "test.two"]);
  });
});

test("an id is taken once, and free again when its action goes", () => {
  const one = defineAction({ id: "test.one", label: "", keys: [], scope: "global", run() {} });
  const remove = registry.add(one);
  expect(() => registry.add(one)).toThrow("test.one already");
  remove();
  expect(registry.list()).toEqual([]);
  registry.add(one);
});

test("an id says where it belongs", () => {
  expect(() =>
    defineAction({ id: "undo", label: "", keys: [], scope: "global", run() {} }),
  ).toThrow(/"undo"/);
});

describe("editor actions", () => {
  let editor: TestEditor;

  beforeEach(() => {
    editor = new TestEditor();
    registry.add(...editorActions(editor));
  });

  test("claim no keys twice", () => {
    expect(registry.conflicts()).toEqual([]);
  });

  test("all have a text", () => {
    const text = (key: string) =>
      key
        .slice("editor:".length)
        .split(".")
        .reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], english);
    const keys = registry.list().flatMap(({ label, group }) => [label, group ?? label]);
    expect(keys.filter((key) => typeof text(key) !== "string")).toEqual([]);
  });

  test("N draws again and finishes, Ctrl+Z and Ctrl+Shift+Z go back and forth", () => {
    editor.use("polygon");
    editor.click(10, 10).click(60, 10).click(60, 60);
    press("n");
    press("n");
    expect(editor.tools.tool).toBe("polygon");
    press("Escape");
    expect(editor.drawn()).toHaveLength(1);
    press("z", { ctrlKey: true });
    expect(editor.drawn()).toHaveLength(0);
    press("Z", { ctrlKey: true, shiftKey: true });
    expect(editor.drawn()).toHaveLength(1);
  });

  test("Del deletes what is under the pointer but not what is locked", () => {
    const box = editor.rectangle([100, 100, 200, 160]);
    editor.move(150, 130);
    press("l");
    press("Delete");
    expect(editor.drawn()).toEqual([box]);
    press("Delete", { shiftKey: true });
    expect(editor.drawn()).toEqual([]);
  });

  test("Ctrl + digit relabels the selection, else the next drawing", () => {
    const box = editor.rectangle([100, 100, 200, 160]);
    editor.selection.set([box.id]);
    press("2", { ctrlKey: true });
    expect(editor.store.get(box.id)).toMatchObject({ labelId: 2, attributes: [] });
    editor.selection.clear();
    press("2", { ctrlKey: true });
    expect(editor.drawing.labelId).toBe(2);
  });

  test("Tab walks through the objects", () => {
    const boxes = [editor.rectangle([0, 0, 9, 9]), editor.rectangle([20, 0, 29, 9])];
    press("Tab");
    expect(editor.selection.only).toBe(boxes[0]?.id);
    press("Tab");
    press("Tab");
    expect(editor.selection.only).toBe(boxes[0]?.id);
    press("Tab", { shiftKey: true });
    expect(editor.selection.only).toBe(boxes[1]?.id);
  });

  test("plus and minus put objects before and behind all others", () => {
    const box = editor.rectangle([100, 100, 200, 160]);
    editor.rectangle([0, 0, 9, 9], { zOrder: 4 });
    editor.selection.set([box.id]);
    press("=");
    expect(editor.store.get(box.id)).toMatchObject({ zOrder: 5 });
    press("-");
    expect(editor.store.get(box.id)).toMatchObject({ zOrder: 3 });
  });
});
