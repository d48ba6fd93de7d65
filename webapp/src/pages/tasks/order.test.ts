import { expect, it } from "vitest";
import { wantedFrom } from "./order";
import { useTaskDraft } from "./task-draft";

const order = (part: Partial<ReturnType<typeof useTaskDraft.getState>["draft"]>) =>
  wantedFrom({ ...useTaskDraft.getState().draft, name: "Road", ...part });

it("leaves to the server what nobody chose", () => {
  expect(order({}).more).toEqual({});
  expect(order({}).data).toEqual({ image_quality: 70, sorting_method: "natural" });
});

it("says what was chosen in the words of the API", () => {
  const chosen = { segmentSize: 100, overlap: 0, subset: " train ", bugTracker: "https://t.org/1" };
  expect(order({ ...chosen, chunkSize: 8, step: 5, sorting: "random" })).toMatchObject({
    more: { segment_size: 100, overlap: 0, subset: "train", bug_tracker: "https://t.org/1" },
    data: { chunk_size: 8, frame_filter: "step=5", sorting_method: "random" },
  });
});
