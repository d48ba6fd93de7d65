import { beforeEach, expect, test } from "vitest";
import { TestEditor } from "../editor/test-editor";
import { begin } from "./beginning";
import { useLayout } from "./layout-state";
import { useWorkMode } from "./modes/mode";
import type { Session } from "./session";

const labels = [
  { id: 1, name: "car", type: "any" },
  { id: 2, name: "red person", type: "polygon" },
];

function place(guide: number | null) {
  const editor = new TestEditor();
  return { editor, labels, job: { current: { guide_id: guide } } } as unknown as Session;
}

beforeEach(() => {
  useWorkMode.getState().setMode("standard");
  useLayout.getState().showTab("objects");
});

test("a job is opened the way its link says, with its label and number of points", () => {
  const here = place(7);
  const asked = "defaultWorkspace=single_shape&defaultLabel=red person&defaultPointsCount=5";
  begin(here, `?${asked}&openGuide`);
  expect(here.editor.drawing).toMatchObject({ labelId: 2, pointCount: 5 });
  expect(useWorkMode.getState().mode).toBe("single");
  expect(useLayout.getState().panelTab).toBe("guide");
});

test("a label that is not there and a guide that is not written change nothing", () => {
  const here = place(null);
  const before = here.editor.drawing;
  begin(here, "?defaultLabel=bus&openGuide");
  expect(here.editor.drawing).toEqual(before);
  expect(useLayout.getState().panelTab).toBe("objects");
});
