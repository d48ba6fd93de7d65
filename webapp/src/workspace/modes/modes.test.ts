import { expect, test } from "vitest";
import type { Label } from "../../api/types";
import { TestEditor } from "../../editor/test-editor";
import { atHand, attend, choicesOf, choose } from "./attributing";
import { modeFor } from "./mode";
import { tagLabels, toggleTag } from "./tagging";

const COLOUR = {
  id: 11,
  name: "colour",
  mutable: false,
  input_type: "select" as const,
  values: ["red", "blue"],
};
const labels = [{ id: 1, name: "car", attributes: [COLOUR] }] as unknown as Label[];

test("a tag is put on a frame by its key and taken off by the same", () => {
  const editor = new TestEditor();
  expect(toggleTag({ editor }, 2)).toBe(true);
  expect(editor.store.onFrame(0)).toMatchObject([{ kind: "tag", labelId: 2 }]);
  expect(toggleTag({ editor }, 2)).toBe(false);
  expect(editor.store.onFrame(0)).toEqual([]);
});

test("only labels that fit a whole frame are tags", () => {
  const types = ["any", "tag", "polygon"].map((type, id) => ({ id, name: type, type }));
  const found = tagLabels({ labels: types as unknown as Label[] });
  expect(found.map(({ name }) => name)).toEqual(["any", "tag"]);
});

test("a digit sets the attribute at hand", () => {
  const editor = new TestEditor();
  const box = editor.rectangle([0, 0, 10, 10]);
  attend(editor);
  expect(atHand({ editor, labels })?.id).toBe(box.id);
  choose({ editor, labels }, 0, 1);
  expect(editor.store.get(box.id)?.attributes).toEqual([{ spec_id: 11, value: "blue" }]);
  choose({ editor, labels }, 0, 7);
  expect(editor.store.get(box.id)?.attributes).toEqual([{ spec_id: 11, value: "blue" }]);
});

test("a checkbox offers yes and no, a text nothing", () => {
  expect(choicesOf({ ...COLOUR, input_type: "checkbox" } as never)).toEqual(["true", "false"]);
  expect(choicesOf({ ...COLOUR, input_type: "text" } as never)).toEqual([]);
});

test("a job to be validated is opened for review", () => {
  expect(modeFor("validation")).toBe("review");
  expect(modeFor("annotation")).toBe("standard");
});
