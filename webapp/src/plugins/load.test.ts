import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { actions } from "../actions";
import { TestEditor } from "../editor/test-editor";
import { contributions } from "./contributions";
import type { Limn } from "./facade";
import { failures } from "./failures";
import { activate } from "./load";
import { openJobOf } from "./open-job";
import { openForPlugins } from "./open-jobs";
import type { PluginShapeUtil } from "./shape-util";

let warnings: unknown[];
let close: () => void = () => {};
const went: string[] = [];

const load = (body: (limn: Limn) => unknown) =>
  activate(
    "demo",
    "/demo.js",
    (address) => went.push(address),
    async () => ({ activate: body }),
  );

function open(editor: TestEditor): void {
  const parts = { editor, jobId: 3, taskId: 2, goTo() {}, save: async () => {} };
  close = openForPlugins({ editor, job: openJobOf(parts) });
}

beforeEach(() => {
  warnings = [];
  vi.spyOn(console, "warn").mockImplementation((...words) => void warnings.push(words));
});

afterEach(() => {
  close();
  close = () => {};
  vi.restoreAllMocks();
});

const Nothing = () => null;

test("what a module registered is taken back when it fails", async () => {
  await load((limn) => {
    limn.registerPanel({ id: "one", title: "One", component: Nothing });
    limn.registerAction({ id: "act", title: "Act", where: "everywhere", run() {} });
    throw new Error("no");
  });
  expect(contributions.list("panel")).toEqual([]);
  expect(actions.get("plugin.demo.act")).toBeUndefined();
  expect(`${warnings}`).toContain("demo failed");
});

const module = (importing: () => Promise<unknown>) =>
  activate("demo", "/demo.js", () => {}, importing);

test.each<[string, () => Promise<unknown>, string]>([
  ["loading", () => Promise.reject(new TypeError("no such file")), "no such file"],
  ["shape", async () => ({ default: 1 }), "no function `activate`"],
  ["version", async () => ({ LIMN_API: 2, activate() {} }), "version 2, the app has 1"],
  ["activating", async () => ({ activate: () => Promise.reject("oops") }), "oops"],
])("what went wrong while %s is kept for the page of plugins", async (phase, importing, reason) => {
  await module(importing);
  expect(failures.of("demo")).toMatchObject({ phase });
  expect(failures.of("demo")?.reason).toContain(reason);
});

test("a module that never ends to activate is left out as late", async () => {
  vi.useFakeTimers();
  const loaded = module(async () => ({ activate: () => new Promise(() => {}) }));
  await vi.advanceTimersByTimeAsync(10_001);
  await loaded;
  vi.useRealTimers();
  expect(failures.of("demo")?.phase).toBe("late");
});

test("a module of this version is used", async () => {
  let version = 0;
  await module(async () => ({
    LIMN_API: 1,
    activate: (limn: Limn) => (version = limn.apiVersion),
  }));
  expect(version).toBe(1);
});

test("a module that has ended registers nothing more", async () => {
  let kept: Limn | undefined;
  const end = await load((limn) => {
    kept = limn;
  });
  end();
  const late = () => kept?.registerPanel({ id: "late", title: "", component: Nothing });
  expect(late).toThrow("demo has ended");
  expect(contributions.list("panel")).toEqual([]);
});

test("a tool draws as people do, shows what it would draw, and is put away when it throws", async () => {
  const editor = new TestEditor();
  const end = await load((limn) => {
    limn.registerTool({
      id: "stamp",
      title: "Stamp",
      preview: ({ x, y }) => [{ type: "rectangle", labelId: 1, points: [x, y, x + 10, y + 10] }],
      press: ({ x, y }, job) => {
        job.add([
          { type: "rectangle", labelId: 1, points: [x, y, x + (x > 90 ? Number.NaN : 10), y + 10] },
        ]);
      },
    });
  });
  open(editor);
  expect(actions.run("plugin.demo.stamp")).toBe(true);
  editor.move(20, 20);
  expect(editor.tools.drafts).toMatchObject([{ points: [20, 20, 30, 30] }]);
  editor.click(20, 20);
  expect(editor.drawn()).toMatchObject([{ points: [20, 20, 30, 30], labelId: 1 }]);
  editor.click(95, 20);
  expect(editor.tools.tool).toBe("select");
  expect(editor.drawn()).toHaveLength(1);
  editor.undo();
  expect(editor.drawn()).toEqual([]);
  actions.run("plugin.demo.stamp");
  end();
  expect(editor.tools.tool).toBe("select");
  expect(actions.get("plugin.demo.stamp")).toBeUndefined();
});

test("actions of a job and what follows jobs are there while one is open", async () => {
  const seen: string[] = [];
  const end = await load((limn) => {
    limn.registerAction({ id: "say", title: "Say", run: (job) => seen.push(`job ${job?.id}`) });
    limn.onJob((job) => {
      seen.push(`open ${job.id}`);
      return () => seen.push("closed");
    });
    limn.registerRoute({ path: "about", title: "About", component: Nothing });
  });
  expect(actions.run("plugin.demo.say")).toBe(false);
  open(new TestEditor());
  actions.run("plugin.demo.say");
  close();
  actions.run("plugin.demo.route-about");
  expect([...seen, ...went]).toEqual(["open 3", "job 3", "closed", "/plugins/demo/about"]);
  end();
  expect(contributions.list("route")).toEqual([]);
});

const arrow = (outline: PluginShapeUtil["outline"]): PluginShapeUtil => ({
  id: "arrow",
  type: "polyline",
  appliesTo: ({ name }) => name === "car",
  outline,
  handles: ({ points }) => [{ id: "tip", x: points[2] as number, y: points[3] as number }],
  drag: ({ points }, _, { x, y }) => [...points.slice(0, 2), x, y],
});

/** A line with a cross bar of 40 px at its end. */
const barred: PluginShapeUtil["outline"] = ({ points: [x1 = 0, y1 = 0, x2 = 0, y2 = 0] }, path) => {
  path.moveTo(x1, y1);
  path.lineTo(x2, y2);
  path.moveTo(x2, y2 - 20);
  path.lineTo(x2, y2 + 20);
};

const line = (editor: TestEditor, labelId: number, y: number) =>
  editor.rectangle([50, y, 150, y], { type: "polyline", labelId });

test("shapes of some labels are drawn, found and dragged as a plugin says, others as ever", async () => {
  const editor = new TestEditor();
  const [car, person] = [line(editor, 1, 100), line(editor, 2, 200)];
  open(editor);
  const end = await load((limn) => limn.registerShapeUtil(arrow(barred)));
  expect(editor.scene.item(car.id)?.bounds).toEqual({ left: 50, top: 80, right: 150, bottom: 120 });
  expect(editor.scene.hits({ x: 150, y: 115 }, 2)).toHaveLength(1);
  expect(editor.scene.hits({ x: 150, y: 215 }, 2)).toEqual([]);
  expect(editor.shapes.of(person).handles(person, 1)).not.toHaveLength(1);
  editor.use("select");
  editor.click(100, 100);
  editor.drag([150, 100], [170, 130]);
  expect(editor.drawn().find(({ id }) => id === car.id)?.points).toEqual([50, 100, 170, 130]);
  end();
  expect(editor.scene.item(car.id)?.bounds).toMatchObject({ top: 100, bottom: 130 });
  expect(editor.scene.hits({ x: 170, y: 148 }, 2)).toEqual([]);
});

test("a shape util that throws leaves its shapes to the app, and says so once", async () => {
  const editor = new TestEditor();
  line(editor, 1, 100);
  open(editor);
  const end = await load((limn) =>
    limn.registerShapeUtil(
      arrow(() => {
        throw new Error("no outline");
      }),
    ),
  );
  expect(editor.scene.hits({ x: 100, y: 100 }, 2)).toHaveLength(1);
  expect(warnings).toHaveLength(1);
  end();
});
