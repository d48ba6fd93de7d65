import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { History } from "../core/history";
import { newShape, type ShapeRecord } from "../core/records";
import { EntityStore } from "../core/store";
import { JournalDatabase } from "./database";
import { FakeServer } from "./fake-server";
import { Journal } from "./journal";
import { pageTabs, type Tabs } from "./tabs";

const JOB = 7;
const LATER = 60_000;

let server: FakeServer;
let tabs: Tabs;
const opened: Journal[] = [];

/** A tab that has the job open. */
interface Tab {
  readonly store: EntityStore;
  readonly history: History;
  readonly journal: Journal;
  draw(x: number): ShapeRecord;
  move(id: string, x: number): void;
}

async function openTab({ delay = LATER, database = true } = {}): Promise<Tab> {
  const store = new EntityStore();
  const history = new History(store);
  const journal = await Journal.open({
    job: JOB,
    store,
    transport: server,
    database: database ? await JournalDatabase.open() : null,
    tabs,
    delay,
    backOff: () => delay,
  });
  opened.push(journal);
  return {
    store,
    history,
    journal,
    draw: (x) => {
      const shape = box(x);
      history.step("draw", 0, () => store.put([shape]));
      return shape;
    },
    move: (id, x) =>
      history.step("move", 0, () => store.put([{ ...shapeIn(store, id), ...at(x) }])),
  };
}

/** What is left when a tab dies at this moment: its database, and nobody announced. */
function crash(): void {
  tabs = pageTabs();
}

const at = (x: number) => ({ points: [x, 0, x + 10, 10] });
const box = (x: number) => newShape({ type: "rectangle", frame: 0, labelId: 1, ...at(x) });

function shapeIn(store: EntityStore, id: string): ShapeRecord {
  const record = store.get(id);
  if (record?.kind !== "shape") throw new Error(`no shape ${id}`);
  return record;
}

/** Left edges of the shapes, sorted. */
const onServer = () => [...server.shapes.values()].map((s) => s.points?.[0]).sort(byNumber);
const inStore = (store: EntityStore) =>
  store
    .all()
    .flatMap((r) => (r.kind === "shape" ? r.points[0] : []))
    .sort(byNumber);
const byNumber = (a = 0, b = 0) => a - b;

/** Until so many edits are kept in the browser's database. */
async function kept(count: number): Promise<void> {
  const database = await JournalDatabase.open();
  await vi.waitFor(async () => expect(await database.ops(JOB)).toHaveLength(count));
  database.close();
}

/** Until so many requests have reached the server. */
const sent = (count: number) => vi.waitFor(() => expect(server.sent).toHaveLength(count));

const saved = ({ journal }: Tab) => vi.waitFor(() => expect(journal.status.kind).toBe("saved"));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  server = new FakeServer();
  tabs = pageTabs();
});

afterEach(async () => {
  server.gate = null;
  server.faults.length = 0;
  await Promise.all(opened.splice(0).map((journal) => journal.close()));
});

describe("saving", () => {
  test("a drawn shape reaches the server and gets its id back", async () => {
    const tab = await openTab();
    const shape = tab.draw(1);
    expect(tab.journal.status).toEqual({ kind: "saving", pending: 1 });
    expect(await tab.journal.saveAll()).toBe(true);
    expect(onServer()).toEqual([1]);
    expect(tab.store.get(shape.id)?.serverId).toBe(101);
    expect(tab.journal.status).toEqual({ kind: "saved" });
  });

  test("edits of one moment go in one request by themselves", async () => {
    const tab = await openTab({ delay: 5 });
    const shape = tab.draw(1);
    tab.move(shape.id, 2);
    tab.draw(3);
    await saved(tab);
    expect(server.sent).toHaveLength(1);
    expect(server.sent[0]?.body.create.shapes.map((s) => s.points?.[0])).toEqual([2, 3]);
    expect(tab.journal.status.kind).toBe("saved");
  });

  test("a second batch updates and deletes what the first created", async () => {
    const tab = await openTab();
    const [kept, dropped] = [tab.draw(1), tab.draw(2)];
    await tab.journal.saveAll();
    tab.move(kept.id, 5);
    tab.store.remove([dropped.id]);
    await tab.journal.saveAll();
    expect(server.sent[1]?.body.create.shapes).toEqual([]);
    expect(server.sent[1]?.body.delete.shapes).toEqual([{ id: 102, version: 1 }]);
    expect([...server.shapes]).toMatchObject([[101, { points: [5, 0, 15, 10] }]]);
  });

  test("what the server loaded is not an edit", async () => {
    server.shapes.set(3, { id: 3, type: "rectangle", frame: 0, label_id: 1, ...at(9) });
    const tab = await openTab();
    expect(inStore(tab.store)).toEqual([9]);
    expect(tab.journal.status.kind).toBe("saved");
    expect(server.sent).toEqual([]);
  });
});

describe("undo and redo", () => {
  test("undoing an unsaved creation asks the server for nothing", async () => {
    const tab = await openTab();
    tab.draw(1);
    tab.history.undo();
    expect(await tab.journal.saveAll()).toBe(true);
    expect(server.sent).toEqual([]);
    expect(tab.journal.status.kind).toBe("saved");
  });

  test("undoing a saved creation deletes it, redoing creates it anew", async () => {
    const tab = await openTab();
    const shape = tab.draw(1);
    await tab.journal.saveAll();
    tab.history.undo();
    await tab.journal.saveAll();
    expect(onServer()).toEqual([]);
    tab.history.redo();
    await tab.journal.saveAll();
    expect([...server.shapes.keys()]).toEqual([102]);
    expect(tab.store.get(shape.id)?.serverId).toBe(102);
  });

  test("undo and redo between two sendings keep the object's id", async () => {
    const tab = await openTab();
    tab.draw(1);
    await tab.journal.saveAll();
    tab.history.undo();
    tab.history.redo();
    await tab.journal.saveAll();
    expect([...server.shapes.keys()]).toEqual([101]);
  });
});

describe("while a request is on its way", () => {
  function holdAnswers(): () => void {
    let release = () => {};
    server.gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  test("an edit of what is being created becomes an update of the id that comes", async () => {
    const tab = await openTab();
    const answer = holdAnswers();
    const shape = tab.draw(1);
    const first = tab.journal.flush();
    await sent(1);
    tab.move(shape.id, 8);
    answer();
    await first;
    expect(tab.store.get(shape.id)).toMatchObject({ serverId: 101, points: [8, 0, 18, 10] });
    await tab.journal.saveAll();
    expect(server.sent[1]?.body.update.shapes).toMatchObject([{ id: 101, points: [8, 0, 18, 10] }]);
    expect(onServer()).toEqual([8]);
  });

  test("undoing what is being created deletes it afterwards", async () => {
    const tab = await openTab();
    const answer = holdAnswers();
    tab.draw(1);
    const first = tab.journal.flush();
    await sent(1);
    tab.history.undo();
    answer();
    await first;
    expect(tab.store.all()).toEqual([]);
    await tab.journal.saveAll();
    expect(onServer()).toEqual([]);
  });

  test("an edit made before the answer survives a crash after it", async () => {
    const tab = await openTab();
    const answer = holdAnswers();
    const shape = tab.draw(1);
    const first = tab.journal.flush();
    await sent(1);
    tab.move(shape.id, 8);
    answer();
    await first;
    crash();
    const next = await openTab();
    expect(next.journal.restored).toBe(1);
    await next.journal.saveAll();
    expect([...server.shapes]).toMatchObject([[101, { points: [8, 0, 18, 10] }]]);
  });
});

describe("after a crash", () => {
  test("edits that were never sent are restored, told and saved", async () => {
    server.shapes.set(3, { id: 3, type: "rectangle", frame: 0, label_id: 1, ...at(9) });
    const tab = await openTab();
    tab.draw(1);
    tab.move(tab.store.all()[0]?.id ?? "", 4);
    await kept(2);
    crash();
    const next = await openTab();
    expect(next.journal.restored).toBe(2);
    expect(inStore(next.store)).toEqual([1, 4]);
    await next.journal.saveAll();
    expect(onServer()).toEqual([1, 4]);
    expect(server.shapes.size).toBe(2);
  });

  test("a batch whose answer was lost is sent again with its key and done once", async () => {
    const tab = await openTab();
    tab.draw(1);
    tab.draw(2);
    server.faults.push("lose the answer");
    expect(await tab.journal.flush()).toBe(false);
    crash();
    const next = await openTab();
    expect(server.sent).toHaveLength(2);
    expect(server.sent[1]).toEqual(server.sent[0]);
    expect(onServer()).toEqual([1, 2]);
    expect(inStore(next.store)).toEqual([1, 2]);
    expect(next.journal.status.kind).toBe("saved");
  });

  test("a lost answer that stays lost shows every shape once and saves it once", async () => {
    const tab = await openTab();
    tab.draw(1);
    server.faults.push("lose the answer");
    await tab.journal.flush();
    crash();
    server.faults.push("pages only");
    const next = await openTab();
    expect(await next.journal.saveAll()).toBe(true);
    expect(inStore(next.store)).toEqual([1]);
    expect(onServer()).toEqual([1]);
    expect(next.store.all()[0]?.serverId).toBe(101);
  });

  test("edits made while the answer was awaited come after the lost batch", async () => {
    const tab = await openTab();
    const shape = tab.draw(1);
    server.faults.push("lose the answer");
    await tab.journal.flush();
    tab.move(shape.id, 6);
    tab.draw(7);
    await kept(3);
    crash();
    const next = await openTab();
    expect(inStore(next.store)).toEqual([6, 7]);
    await next.journal.saveAll();
    expect(onServer()).toEqual([6, 7]);
    expect(server.shapes.size).toBe(2);
  });

  test("two crashed tabs that moved the same shape leave one shape", async () => {
    server.shapes.set(3, { id: 3, type: "rectangle", frame: 0, label_id: 1, ...at(9) });
    const [one, other] = [await openTab(), await openTab()];
    one.move(one.store.all()[0]?.id ?? "", 20);
    await kept(1);
    other.move(other.store.all()[0]?.id ?? "", 30);
    await kept(2);
    crash();
    const next = await openTab();
    expect(inStore(next.store)).toEqual([30]);
    await next.journal.saveAll();
    expect([...server.shapes]).toMatchObject([[3, { points: [30, 0, 40, 10] }]]);
  });
});

describe("when the server is away", () => {
  test("edits wait here, are told, and go once it is back", async () => {
    const tab = await openTab();
    server.faults.push("unreachable", "unreachable");
    tab.draw(1);
    await tab.journal.flush();
    expect(tab.journal.status).toMatchObject({ kind: "offline", pending: 1 });
    tab.draw(2);
    await tab.journal.flush();
    expect(tab.journal.status).toMatchObject({ kind: "offline", pending: 2 });
    expect(await tab.journal.saveAll()).toBe(true);
    expect(onServer()).toEqual([1, 2]);
    expect(tab.journal.status.kind).toBe("saved");
  });

  test("it is tried again without anybody asking", async () => {
    const tab = await openTab({ delay: 5 });
    server.faults.push("unreachable", "unreachable");
    tab.draw(1);
    await saved(tab);
    expect(onServer()).toEqual([1]);
  });

  test("a job that cannot be loaded is not opened", async () => {
    server.faults.push("unreachable");
    await expect(openTab()).rejects.toThrow("cannot be reached");
  });
});

describe("when the server says no", () => {
  test("a refusal is told in the server's words and keeps the edits", async () => {
    const tab = await openTab();
    server.faults.push("refuse");
    const shape = tab.draw(1);
    expect(await tab.journal.saveAll()).toBe(false);
    expect(tab.journal.status).toEqual({
      kind: "refused",
      pending: 1,
      sentence: "shapes[0].points: too short",
    });
    expect(tab.store.get(shape.id)).toBeDefined();
    expect(await tab.journal.retry()).toBe(true);
    expect(onServer()).toEqual([1]);
  });

  test("edits that are refused can be had as a file, until they are saved", async () => {
    const tab = await openTab();
    const edits = () => JSON.parse(tab.journal.unsaved()).edits;
    server.faults.push("refuse");
    const shape = tab.draw(1);
    await tab.journal.saveAll();
    expect(edits()).toMatchObject([{ id: shape.id, after: { points: shape.points } }]);
    await tab.journal.retry();
    expect(edits()).toEqual([]);
  });

  test("a new edit after a refusal is tried by itself", async () => {
    const tab = await openTab();
    server.faults.push("refuse");
    const shape = tab.draw(1);
    await tab.journal.saveAll();
    tab.move(shape.id, 3);
    expect(tab.journal.status.kind).toBe("saving");
    await tab.journal.saveAll();
    expect(onServer()).toEqual([3]);
  });

  async function conflicting(): Promise<Tab> {
    for (const id of [3, 4])
      server.shapes.set(id, { id, type: "rectangle", frame: 0, label_id: 1, ...at(id) });
    const tab = await openTab();
    const [gone, other] = tab.store.all();
    server.delete(3);
    tab.move(gone?.id ?? "", 30);
    tab.move(other?.id ?? "", 40);
    await tab.journal.flush();
    return tab;
  }

  test("a conflict changes nothing on either side until somebody decides", async () => {
    const tab = await conflicting();
    expect(tab.journal.status).toEqual({
      kind: "conflict",
      pending: 2,
      sentence: "Shape 3 is gone.",
      conflicts: [expect.objectContaining({ key: "shape:3", theirs: null })],
    });
    expect(onServer()).toEqual([4]);
    expect(inStore(tab.store)).toEqual([30, 40]);
    expect(await tab.journal.flush()).toBe(false);
    expect(server.sent).toHaveLength(1);
  });

  test("keeping mine makes anew what was deleted elsewhere", async () => {
    const tab = await conflicting();
    expect(await tab.journal.keepMine()).toBe(true);
    expect(onServer()).toEqual([30, 40]);
    expect(inStore(tab.store)).toEqual([30, 40]);
  });

  test("what both sides deleted is no conflict", async () => {
    server.write({ id: 3, type: "rectangle", frame: 0, label_id: 1, ...at(3) });
    const tab = await openTab();
    server.delete(3);
    tab.store.remove(tab.store.all().map(({ id }) => id));
    tab.draw(7);
    await tab.journal.saveAll();
    await tab.journal.saveAll();
    expect(tab.journal.status).toEqual({ kind: "saved" });
    expect(onServer()).toEqual([7]);
  });

  test("discarding mine shows what the server has", async () => {
    const tab = await conflicting();
    await tab.journal.discardMine();
    expect(inStore(tab.store)).toEqual([4]);
    expect(tab.journal.status.kind).toBe("saved");
    crash();
    expect((await openTab()).journal.restored).toBe(0);
  });
});

describe("what two people changed", () => {
  const others = (id: number, x: number) =>
    server.write({ id, type: "rectangle", frame: 0, label_id: 1, ...at(x) });

  /** Shapes 3, 4 and 5; somebody else moved 3 and 4 while they were moved here, 5 is mine alone. */
  async function both(): Promise<Tab> {
    for (const id of [3, 4, 5]) others(id, id);
    const tab = await openTab();
    const ids = tab.store.all().map(({ id }) => id);
    others(3, 13);
    others(4, 14);
    ids.forEach((id, i) => {
      tab.move(id, 23 + i);
    });
    await tab.journal.flush();
    return tab;
  }

  const conflictsOf = ({ journal }: Tab) =>
    journal.status.kind === "conflict" ? journal.status.conflicts : [];
  const lefts = (tab: Tab) =>
    conflictsOf(tab).map(({ mine, theirs }) =>
      [mine, theirs].map((each) => (each?.kind === "shape" ? each.points[0] : null)),
    );

  test("nothing is overwritten, and both states of each object are told", async () => {
    const tab = await both();
    expect(onServer()).toEqual([5, 13, 14]);
    expect(inStore(tab.store)).toEqual([23, 24, 25]);
    expect(lefts(tab)).toEqual([
      [23, 13],
      [24, 14],
    ]);
  });

  test("is chosen object by object, and the rest is saved with the last choice", async () => {
    const tab = await both();
    const [first, second] = conflictsOf(tab);
    await tab.journal.resolve(first?.id ?? "", "mine");
    expect(conflictsOf(tab)).toHaveLength(1);
    expect(onServer()).toEqual([5, 13, 14]);
    await tab.journal.resolve(second?.id ?? "", "theirs");
    await saved(tab);
    expect(onServer()).toEqual([14, 23, 25]);
    expect(inStore(tab.store)).toEqual([14, 23, 25]);
  });

  test("is asked about again when they change it once more meanwhile", async () => {
    const tab = await both();
    const [first, second] = conflictsOf(tab);
    others(3, 33);
    await tab.journal.resolve(second?.id ?? "", "theirs");
    await tab.journal.resolve(first?.id ?? "", "mine");
    await vi.waitFor(() => expect(lefts(tab)).toEqual([[23, 33]]));
  });

  test("what I deleted and they changed is not deleted unseen", async () => {
    others(3, 3);
    const tab = await openTab();
    others(3, 13);
    tab.store.remove(tab.store.all().map(({ id }) => id));
    await tab.journal.flush();
    expect(onServer()).toEqual([13]);
    const [conflict] = conflictsOf(tab);
    expect(conflict?.mine).toBeNull();
    await tab.journal.resolve(conflict?.id ?? "", "mine");
    await saved(tab);
    expect(onServer()).toEqual([]);
  });

  test("what they deleted and I keep is made anew", async () => {
    others(3, 3);
    const tab = await openTab();
    server.delete(3);
    tab.move(tab.store.all()[0]?.id ?? "", 23);
    await tab.journal.flush();
    await tab.journal.resolve(conflictsOf(tab)[0]?.id ?? "", "mine");
    await saved(tab);
    expect(onServer()).toEqual([23]);
  });

  test("is a conflict too when the tab died before it was saved", async () => {
    others(3, 3);
    const first = await openTab();
    first.move(first.store.all()[0]?.id ?? "", 23);
    await kept(1);
    crash();
    others(3, 13);
    const second = await openTab();
    expect(inStore(second.store)).toEqual([23]);
    await second.journal.flush();
    expect(lefts(second)).toEqual([[23, 13]]);
    expect(onServer()).toEqual([13]);
    // What was chosen is still chosen after another crash.
    server.faults.push("unreachable");
    await second.journal.resolve(conflictsOf(second)[0]?.id ?? "", "mine");
    crash();
    server.faults.length = 0;
    const third = await openTab();
    await third.journal.saveAll();
    expect(onServer()).toEqual([23]);
  });

  test("what came by news and was not edited is no conflict when it is edited then", async () => {
    others(3, 3);
    const tab = await openTab();
    others(3, 13);
    await tab.journal.catchUp();
    tab.move(tab.store.all()[0]?.id ?? "", 23);
    expect(await tab.journal.saveAll()).toBe(true);
    expect(onServer()).toEqual([23]);
  });
});

describe("tabs", () => {
  test("a second tab knows of the first and leaves its edits alone", async () => {
    const first = await openTab();
    first.draw(1);
    await kept(1);
    const second = await openTab();
    expect([first.journal.openElsewhere, second.journal.openElsewhere]).toEqual([false, true]);
    expect(second.journal.restored).toBe(0);
    second.draw(2);
    await Promise.all([first.journal.saveAll(), second.journal.saveAll()]);
    expect(onServer()).toEqual([1, 2]);
  });

  test("closing sends what waits in a way that outlives the page", async () => {
    const tab = await openTab();
    tab.draw(1);
    await tab.journal.close();
    expect(server.sent[0]?.lasting).toBe(true);
    expect(onServer()).toEqual([1]);
  });

  test("without a database edits are saved and told to be at risk", async () => {
    const tab = await openTab({ database: false });
    tab.draw(1);
    expect(tab.journal.durable).toBe(false);
    await tab.journal.saveAll();
    expect(onServer()).toEqual([1]);
  });
});
