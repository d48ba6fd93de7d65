import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { actions } from "../actions";
import { TestEditor } from "../editor/test-editor";
import { contributions } from "./contributions";
import type { Limn } from "./facade";
import { activate } from "./load";
import { openJobOf } from "./open-job";
import { openForPlugins } from "./open-jobs";

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
