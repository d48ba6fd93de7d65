import { expect, test } from "vitest";
import { newTag, newTrack, type TrackedShape } from "../core/records";
import { TestEditor } from "./test-editor";

function twoJobs() {
  let text: string | null = null;
  const shelf = {
    read: () => text,
    write(written: string) {
      text = written;
    },
  };
  const [here, there] = [new TestEditor(), new TestEditor()];
  here.clipboard.shelf = there.clipboard.shelf = shelf;
  there.setLabels([
    { id: 70, name: "bus" },
    {
      id: 71,
      name: "car",
      attributes: [{ id: 711, name: "colour", defaultValue: "blue", mutable: false }],
    },
  ]);
  return { here, there, spoil: () => shelf.write("{nonsense") };
}

test("shapes are pasted into another job under its own label of that name", () => {
  const { here, there } = twoJobs();
  const box = here.rectangle([10, 10, 50, 50], { attributes: [{ spec_id: 11, value: "green" }] });
  here.copy([box.id]);
  there.selection.set(there.commands.paste(there.clipboard.shapes));
  expect(there.drawn()).toMatchObject([{ labelId: 71, points: [10, 10, 50, 50], serverId: null }]);
  expect(there.drawn()[0]?.attributes).toEqual([{ spec_id: 711, value: "green" }]);
});

test("what has no label there is left out, and nonsense is nothing", () => {
  const { here, there, spoil } = twoJobs();
  const person = here.rectangle([10, 10, 50, 50], { labelId: 2, attributes: [] });
  here.copy([person.id]);
  expect(there.clipboard.shapes).toEqual([]);
  spoil();
  expect(there.clipboard.shapes).toEqual([]);
});

const keyframe = (frame: number, left: number): TrackedShape => ({
  ...{ serverId: 5, frame, type: "rectangle", points: [left, 10, left + 40, 50] },
  ...{ rotation: 0, occluded: false, outside: false, zOrder: 0, attributes: [] },
});

test("a track is pasted into another job with its keyframes, as many frames later", () => {
  const { here, there } = twoJobs();
  const track = newTrack({
    ...{ frame: 2, labelId: 1, serverId: 9, attributes: [{ spec_id: 11, value: "green" }] },
    shapes: [keyframe(2, 10), keyframe(6, 30)],
  });
  here.store.put([track], "server");
  here.setFrame(4, null, here.size);
  here.copy([track.id]);
  there.setFrame(14, null, there.size);
  there.pasteWhole();
  const [made] = there.store.all();
  expect(made).toMatchObject({ kind: "track", labelId: 71, serverId: null, frame: 12 });
  expect(made?.attributes).toEqual([{ spec_id: 711, value: "green" }]);
  expect(made?.kind === "track" && made.shapes).toMatchObject([
    { frame: 12, serverId: null, points: [10, 10, 50, 50] },
    { frame: 16, points: [30, 10, 70, 50] },
  ]);
});

test("of a track only what the job has frames for is pasted, and it begins as it is there", () => {
  const { here, there } = twoJobs();
  const track = newTrack({ frame: 0, labelId: 1, shapes: [keyframe(0, 0), keyframe(8, 80)] });
  here.store.put([track], "server");
  here.setFrame(4, null, here.size);
  here.copy([track.id]);
  [there.firstFrame, there.lastFrame] = [20, 23];
  there.setFrame(20, null, there.size);
  there.pasteWhole();
  const [made] = there.store.all();
  expect(made?.kind === "track" && made.shapes).toMatchObject([
    { frame: 20, points: [40, 10, 80, 50] },
  ]);
});

test("tags are pasted, and what lies on no frame of the job is told", () => {
  const { here, there } = twoJobs();
  const tag = newTag({ frame: 0, labelId: 1 });
  here.store.put([tag], "server");
  here.copy([tag.id]);
  there.paste();
  expect(there.store.all()).toMatchObject([{ kind: "tag", labelId: 71, frame: 0 }]);
  const told: string[] = [];
  there.operations.told.subscribe(({ key }) => told.push(key));
  there.operations.pasteWhole(here.store.all(), -1);
  expect(told).toEqual(["editor:told.paste.beyond"]);
  expect(there.store.all()).toHaveLength(1);
});
