import { expect, test } from "vitest";
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
