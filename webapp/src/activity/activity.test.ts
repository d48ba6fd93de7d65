import { expect, test, vi } from "vitest";
import { Emitter } from "../core/emitter";
import { newShape } from "../core/records";
import { EntityStore } from "../core/store";
import { caught } from "./failures";
import { type ActivityBatch, ActivityLog } from "./log";
import { tellWork } from "./work";

const PLACE = { job_id: 7, task_id: 3, project_id: null };

/** A log whose clock the test moves, and what it delivered. */
function bench(answers: boolean[] = []) {
  const clock = { at: Date.parse("2026-01-01T10:00:00Z") };
  const sent: ActivityBatch[] = [];
  const deliver = async (batch: ActivityBatch) => {
    sent.push(batch);
    return answers.shift() ?? true;
  };
  return { log: new ActivityLog(deliver, () => clock.at), clock, sent };
}

function openJob() {
  const editor = { store: new EntityStore(), frame: 0, frameChanged: new Emitter<[]>() };
  const told = new Emitter<[]>();
  const journal = {
    status: { kind: "saved" },
    subscribe: (listener: () => void) => told.subscribe(listener),
  };
  const status = (kind: string) => {
    journal.status = { kind };
    told.emit();
  };
  return { editor, journal, status };
}

const scopes = (log: ActivityLog) => log.waiting.map(({ scope }) => scope);

test("a batch says what the server has already", async () => {
  const { log, sent } = bench();
  log.note("load:job", PLACE);
  await log.send();
  log.note("user:activity");
  await log.send();
  await log.send();
  expect(sent).toHaveLength(2);
  expect(sent[0]?.previous_event).toBeNull();
  expect(sent[1]?.previous_event).toMatchObject({ scope: "load:job", job_id: 7 });
});

test("what the server did not take is sent again, before what came later", async () => {
  const { log, sent } = bench([false]);
  log.note("load:job");
  await log.send();
  log.note("user:activity");
  await log.send();
  expect(sent[1]?.events.map(({ scope }) => scope)).toEqual(["load:job", "user:activity"]);
  expect(sent[1]?.previous_event).toBeNull();
});

test("without a server the newest are kept", async () => {
  const { log } = bench([false]);
  for (let n = 0; n < 2500; n++) log.note("user:activity", { count: n });
  await log.send();
  log.note("user:activity", { count: 2500 });
  expect(log.waiting).toHaveLength(2000);
  expect(log.waiting.at(-1)?.count).toBe(2500);
});

test("frames that follow each other are one stretch of time", () => {
  const { log, clock } = bench();
  for (let n = 0; n < 4; n++) {
    log.note("change:frame", { ...PLACE, count: 1 });
    clock.at += 2000;
  }
  clock.at += 10_000;
  log.note("change:frame", { ...PLACE, count: 1 });
  expect(log.waiting).toMatchObject([
    { timestamp: "2026-01-01T10:00:00.000Z", duration: 6000, count: 4 },
    { count: 1 },
  ]);
});

test("drawing, moving, reshaping, removing and undoing are told apart", () => {
  const { log } = bench();
  const { editor, journal } = openJob();
  const end = tellWork(log, { place: PLACE, editor, journal });
  const box = newShape({ type: "rectangle", frame: 0, labelId: 1, points: [0, 0, 10, 10] });
  const moved = { ...box, points: [5, 2, 15, 12] };
  const wider = { ...moved, points: [5, 2, 20, 12] };
  const occluded = { ...wider, occluded: true };
  for (const record of [box, moved, wider, occluded]) editor.store.put([record]);
  editor.store.apply({ diffs: [{ id: box.id, before: occluded, after: null }], origin: "user" });
  editor.store.put([box], "undo");
  editor.store.put([moved], "server");
  end();
  editor.store.put([wider]);
  expect(scopes(log)).toEqual([
    "load:job",
    "draw:object",
    "drag:object",
    "resize:object",
    "user:activity",
    "delete:object",
    "action:undo",
  ]);
  expect(log.waiting.every(({ job_id }) => job_id === 7)).toBe(true);
});

test("a save is told once, and a picture that arrives is no other frame", () => {
  const { log } = bench();
  const { editor, journal, status } = openJob();
  tellWork(log, { place: PLACE, editor, journal });
  for (const kind of ["waiting", "saving", "saved", "saved"]) status(kind);
  editor.frameChanged.emit();
  editor.frame = 4;
  editor.frameChanged.emit();
  expect(scopes(log)).toEqual(["load:job", "save:job", "change:frame"]);
});

test("an error that comes with every frame is not told for ever", () => {
  const { log } = bench();
  for (let n = 0; n < 100; n++) caught(log, new TypeError("x is not a function"));
  expect(log.waiting).toHaveLength(20);
  expect(log.waiting[0]).toMatchObject({ obj_name: "TypeError", obj_val: "x is not a function" });
  expect(JSON.parse(log.waiting[0]?.payload ?? "{}").stack).toContain("activity.test");
});

test("a delivery that fails on the way keeps everything", async () => {
  const deliver = vi.fn().mockRejectedValue(new TypeError("Failed to fetch"));
  const log = new ActivityLog(deliver);
  log.note("load:job");
  await log.send(true);
  expect(scopes(log)).toEqual(["load:job"]);
  expect(deliver).toHaveBeenCalledWith(expect.anything(), true);
});
