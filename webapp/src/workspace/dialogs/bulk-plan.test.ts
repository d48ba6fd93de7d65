import { expect, test } from "vitest";
import { newShape } from "../../core/records";
import { TestEditor } from "../../editor/test-editor";
import type { Pictures } from "../pictures";
import { type Choice, carryOut, countPoints, planned } from "./bulk-plan";

/** Five points of which the second and the fourth lie within half a px of a line. */
const OUTLINE = [0, 0, 10, 0.4, 20, 0, 20, 10.2, 20, 20];

const choice: Choice = {
  ...{ kind: "simplify", range: "job", type: "polygon", labelId: 1, extent: "track" },
  tolerance: 1,
};

function place() {
  const editor = new TestEditor();
  const line = newShape({ type: "polyline", frame: 0, labelId: 1, points: OUTLINE });
  const other = newShape({ type: "polygon", frame: 2, labelId: 2, points: OUTLINE });
  editor.store.put([line, other], "server");
  editor.rectangle([0, 0, 50, 50]);
  const pictures = {
    kept: [0, 1, 2],
    isRemoved: () => false,
    size: () => ({ width: 400, height: 300 }),
  } as unknown as Pictures;
  return { editor, pictures, line, other };
}

const course = () => ({ signal: new AbortController().signal, onProgress: () => undefined });

test("how many points would go is told before outlines are simplified", async () => {
  const { line, other, ...here } = place();
  const plan = planned(here, choice, "");
  expect([plan.records.length, plan.left]).toEqual([2, 1]);
  const counts = await countPoints(here, plan, course());
  await carryOut(here, plan, "simplify", course());
  const points = [line, other].map(({ id }) => here.editor.store.get(id));
  const left = points.map((record) => (record?.kind === "shape" ? record.points.length / 2 : 0));
  expect(left[0]).toBe(3);
  expect(counts).toEqual({ before: 10, after: left.reduce((a, b) => a + b) });
  here.editor.history.undo();
  expect(here.editor.store.get(line.id)).toMatchObject({ points: OUTLINE });
});

test("only what is searched for and within the range is simplified", async () => {
  const { line, other, ...here } = place();
  const plan = planned(here, choice, "label=person");
  await carryOut(here, plan, "simplify", course());
  expect(here.editor.store.get(line.id)).toMatchObject({ points: OUTLINE });
  expect(here.editor.store.get(other.id)).not.toMatchObject({ points: OUTLINE });
  expect(planned(here, { ...choice, range: "frame" }, "").records).toHaveLength(1);
});
