import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { History } from "../core/history";
import { newShape } from "../core/records";
import { EntityStore } from "../core/store";
import type { WireShape } from "../core/wire";
import { FakeServer } from "../journal/fake-server";
import { Journal } from "../journal/journal";
import { pageTabs } from "../journal/tabs";
import { FakeEventSource } from "./fake-event-source";
import { Others } from "./others";

const LATER = 60_000;
let server: FakeServer;
let store: EntityStore;
let history: History;
let journal: Journal;
let others: Others;

const at = (x: number) => ({ points: [x, 0, x + 10, 10] });
const theirs = (id: number, x: number): WireShape & { id: number } => ({
  id,
  type: "rectangle",
  frame: 0,
  label_id: 1,
  ...at(x),
});
const shown = () =>
  store.all().map((record) => [record.serverId, record.kind === "shape" ? record.points[0] : null]);

/** The server tells of its current version. */
function tell(username = "ada"): void {
  const write = { version: server.version, user: { id: 1, username }, kind: "changes" };
  FakeEventSource.opened.at(-1)?.say("changed", write);
}

function move(serverId: number, x: number): void {
  const record = store.all().find((each) => each.serverId === serverId);
  if (record?.kind !== "shape") throw new Error(`no shape ${serverId}`);
  history.step("move", 0, () => store.put([{ ...record, ...at(x) }]));
}

const draw = (x: number) => {
  const shape = newShape({ type: "rectangle", frame: 0, labelId: 1, ...at(x) });
  history.step("draw", 0, () => store.put([shape]));
  return shape;
};

beforeEach(async () => {
  server = new FakeServer();
  server.write(theirs(1, 10));
  server.write(theirs(2, 20));
  store = new EntityStore();
  history = new History(store);
  journal = await Journal.open({
    job: 7,
    store,
    transport: server,
    database: null,
    tabs: pageTabs(),
    delay: LATER,
  });
  others = new Others(7, journal, (url) => new FakeEventSource(url));
});

afterEach(async () => {
  others.close();
  server.gate = null;
  server.faults.length = 0;
  await journal.close();
});

test("what another client does is shown, with the name", async () => {
  server.write(theirs(1, 15));
  server.write(theirs(3, 30));
  server.delete(2);
  tell();
  await vi.waitFor(() => expect(others.last).toEqual({ name: "ada", records: 3 }));
  expect(shown()).toEqual([
    [1, 15],
    [3, 30],
  ]);
  expect(journal.status.kind).toBe("saved");
  expect(history.undoable).toBeNull();
});

test("a record with unsaved edits stays as it is here, and is not put over theirs unseen", async () => {
  move(1, 11);
  server.write(theirs(1, 15));
  server.write(theirs(2, 25));
  tell();
  await vi.waitFor(() => expect(others.last).not.toBeNull());
  expect(shown()).toEqual([
    [1, 11],
    [2, 25],
  ]);
  expect(await journal.saveAll()).toBe(false);
  expect(journal.status).toMatchObject({ kind: "conflict", conflicts: [{ key: "shape:1" }] });
  expect(server.shapes.get(1)?.points?.[0]).toBe(15);
});

test("an edit that is taken back lets theirs appear", async () => {
  move(1, 11);
  server.write(theirs(1, 15));
  tell();
  await vi.waitFor(() => expect(journal.version).toBe(2));
  history.undo();
  await journal.saveAll();
  tell();
  await vi.waitFor(() => expect(shown()[0]).toEqual([1, 15]));
});

test("what this tab wrote itself is neither asked for nor announced", async () => {
  draw(30);
  await journal.saveAll();
  const asked = vi.spyOn(server, "news");
  tell("me");
  await Promise.resolve();
  expect(asked).not.toHaveBeenCalled();
  expect(journal.version).toBe(3);
  expect(others.last).toBeNull();
});

test("what is on its way is not taken for somebody else's", async () => {
  let answer = () => {};
  server.gate = new Promise((resolve) => {
    answer = resolve;
  });
  draw(30);
  const saving = journal.saveAll();
  await vi.waitFor(() => expect(server.sent).toHaveLength(1));
  tell("me");
  answer();
  await saving;
  expect(shown()).toHaveLength(3);
  server.write(theirs(1, 15));
  tell();
  await vi.waitFor(() => expect(shown()).toContainEqual([1, 15]));
  expect(shown()).toHaveLength(3);
});

test("an object that others deleted can be had back by undoing an edit of it", async () => {
  move(1, 11);
  await journal.saveAll();
  server.delete(1);
  tell();
  await vi.waitFor(() => expect(shown()).toEqual([[2, 20]]));
  history.undo();
  expect(await journal.saveAll()).toBe(true);
  expect([...server.shapes.values()].map((shape) => shape.points?.[0]).sort()).toEqual([10, 20]);
});

test("a server that cannot be reached is asked again at the next news", async () => {
  server.write(theirs(1, 15));
  server.faults.push("unreachable");
  tell();
  await Promise.resolve();
  server.faults.length = 0;
  tell();
  await vi.waitFor(() => expect(shown()[0]).toEqual([1, 15]));
});
