import { describe, expect, test } from "vitest";
import { newShape, newTag, newTrack, type RecordDiff, type ShapeRecord } from "../core/records";
import { broughtBack, EditsFileProblem, readEdits, writeEdits } from "./edits-file";

const PLACE = { job: 7, labels: new Set([1, 2]), frames: { first: 0, last: 9 } };
const box = (x: number, more: Partial<ShapeRecord> = {}) => ({
  ...newShape({ type: "rectangle", frame: 0, labelId: 1, points: [x, 0, x + 5, 5] }),
  ...more,
});
const drawn = (after: ShapeRecord): RecordDiff => ({ id: after.id, before: null, after });
const there = (edits: RecordDiff[]) => readEdits(writeEdits(7, edits), PLACE);

function refusal(text: string) {
  try {
    readEdits(text, PLACE);
  } catch (error) {
    if (error instanceof EditsFileProblem) return [error.reason, error.details];
    throw error;
  }
  return null;
}

describe("a file of edits", () => {
  test("gives back what was written, one edit for each object", () => {
    const [first, tag] = [box(1), newTag({ frame: 3, labelId: 2 })];
    const track = newTrack({ frame: 0, labelId: 1, shapes: [{ ...box(4), serverId: 5 }] });
    const edits = [
      drawn(first),
      { id: first.id, before: first, after: { ...first, frame: 2 } },
      { id: tag.id, before: null, after: tag },
      { id: track.id, before: track, after: null },
    ];
    expect(there(edits)).toEqual([
      { id: first.id, before: null, after: { ...first, frame: 2 } },
      ...edits.slice(2),
    ]);
  });

  test.each([
    "",
    "null",
    "[]",
    '{"job": 7}',
    '{"job": 7, "edits": [null]}',
    JSON.stringify({
      job: 7,
      edits: [{ id: "a", before: null, after: { ...box(1), points: [null] } }],
    }),
    JSON.stringify({
      job: 7,
      edits: [{ id: "a", before: null, after: { ...box(1), type: "toString" } }],
    }),
    JSON.stringify({
      job: 7,
      edits: [{ id: "a", before: null, after: { ...box(1), elements: [1] } }],
    }),
  ])("that is none is said to be none: %s", (text) => {
    expect(refusal(text)).toEqual(["notEdits", {}]);
  });

  test("is refused for another job, a label that is gone, a frame that is not there", () => {
    const written = (one: ShapeRecord, job = 7) => writeEdits(job, [drawn(box(1)), drawn(one)]);
    expect(refusal(written(box(2), 8))).toEqual(["otherJob", { job: 8, here: 7 }]);
    expect(refusal(written(box(2, { labelId: 3 })))).toEqual(["labelGone", { label: 3 }]);
    expect(refusal(written(box(2, { frame: 10 })))).toEqual(["noFrame", { frame: 10 }]);
    const below = box(2, { type: "skeleton", elements: [box(1, { labelId: 4 })] });
    expect(refusal(written(below))).toEqual(["labelGone", { label: 4 }]);
  });
});

describe("edits that are brought back", () => {
  test("change the object that has their id on the server", () => {
    const before = box(1, { serverId: 4 });
    const here = box(1, { serverId: 4 });
    const [moved, gone] = [{ ...before, points: [9, 0, 14, 5] }, null].map((after) =>
      broughtBack([{ id: before.id, before, after }], [here]),
    );
    expect(moved).toEqual([
      { id: here.id, before: here, after: { ...here, points: [9, 0, 14, 5] } },
    ]);
    expect(gone).toEqual([{ id: here.id, before: here, after: null }]);
  });

  test("make anew what is gone there, and delete nothing twice", () => {
    const before = box(1, { serverId: 4, elements: [box(2, { serverId: 5 })] });
    const after = { ...before, frame: 3 };
    expect(broughtBack([{ id: before.id, before, after }], [])).toMatchObject([
      { before: null, after: { serverId: null, frame: 3, elements: [{ serverId: null }] } },
    ]);
    expect(broughtBack([{ id: before.id, before, after: null }], [])).toEqual([]);
  });

  test("double nothing that is there already", () => {
    const one = box(1);
    const saved = { ...box(1), serverId: 8 };
    expect(broughtBack([drawn(one)], [saved])).toEqual([]);
    expect(broughtBack([drawn(one)], [one])).toEqual([]);
  });
});
