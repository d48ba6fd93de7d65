import { create } from "zustand";
import { type LabelDraft, toWire } from "../labels/model";
import type { Wanted } from "./creation";
import type { PickedFile } from "./picked-files";
import { elsewhere, fromComputer, type Source } from "./sources";

/** The form of a new task as it was filled in so far; leaving the page does not empty it. */
export interface TaskDraft {
  name: string;
  projectId: number | null;
  labels: LabelDraft[];
  source: Source;
  files: PickedFile[];
  segmentSize: number | null;
  overlap: number | null;
  chunkSize: number | null;
  subset: string;
  bugTracker: string;
  quality: number;
  sorting: Wanted["data"]["sorting_method"];
  startFrame: number | null;
  stopFrame: number | null;
  step: number | null;
}

const empty: TaskDraft = {
  name: "",
  projectId: null,
  labels: [],
  source: fromComputer,
  files: [],
  segmentSize: null,
  overlap: null,
  chunkSize: null,
  subset: "",
  bugTracker: "",
  quality: 70,
  sorting: "natural",
  startFrame: null,
  stopFrame: null,
  step: null,
};

interface DraftState {
  draft: TaskDraft;
  change: (part: Partial<TaskDraft>) => void;
  clear: () => void;
}

export const useTaskDraft = create<DraftState>()((set) => ({
  draft: empty,
  change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
  clear: () => set({ draft: empty }),
}));

/** The draft as an order to the server. */
export function wantedFrom(draft: TaskDraft): Wanted {
  return {
    name: draft.name.trim(),
    projectId: draft.projectId,
    labels: toWire(draft.labels),
    files: draft.source.kind === "computer" ? draft.files : [],
    elsewhere: elsewhere(draft.source),
    more: {
      ...(draft.segmentSize && { segment_size: draft.segmentSize }),
      ...(draft.overlap !== null && { overlap: draft.overlap }),
      ...(draft.subset.trim() && { subset: draft.subset.trim() }),
      ...(draft.bugTracker.trim() && { bug_tracker: draft.bugTracker.trim() }),
    },
    data: {
      image_quality: draft.quality,
      ...(draft.chunkSize !== null && { chunk_size: draft.chunkSize }),
      sorting_method: draft.sorting,
      ...(draft.startFrame !== null && { start_frame: draft.startFrame }),
      ...(draft.stopFrame !== null && { stop_frame: draft.stopFrame }),
      ...(draft.step !== null && draft.step > 1 && { frame_filter: `step=${draft.step}` }),
    },
  };
}
