import { create } from "zustand";
import { type LabelDraft, toWire } from "../labels/model";
import { areVideos } from "./file-kinds";
import type { PickedFile } from "./picked-files";
import { elsewhere, fromComputer, type Source } from "./sources";
import type { Wanted } from "./wanted";

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
  assignee: Person | null;
  /** So many people do each job on their own; null: one. */
  replicas: number | null;
  validation: Validation;
  /** Per cent of the frames whose truth is drawn. */
  truthShare: number;
  /** Per cent of a job's frames that are honeypots. */
  honeypotShare: number;
  /** Whether each of several videos becomes a task of its own. */
  taskForEach: boolean;
}

export type Validation = "none" | "gt" | "gt_pool";

interface Person {
  id: number;
  username: string;
}

export const emptyDraft: TaskDraft = {
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
  assignee: null,
  replicas: null,
  validation: "none",
  truthShare: 5,
  honeypotShare: 5,
  taskForEach: false,
};

interface DraftState {
  draft: TaskDraft;
  change: (part: Partial<TaskDraft>) => void;
  clear: () => void;
}

export const useTaskDraft = create<DraftState>()((set) => ({
  draft: emptyDraft,
  change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
  clear: () => set({ draft: emptyDraft }),
}));

/** The draft as orders to the server: one, or one for each video. */
export function ordersFrom(draft: TaskDraft): Wanted[] {
  const whole = wantedFrom(draft);
  if (!draft.taskForEach || !areVideos(whole.files)) return [whole];
  return whole.files.map((file) => {
    const video = file.name
      .split("/")
      .at(-1)
      ?.replace(/\.[^.]+$/, "");
    return { ...whole, name: `${whole.name}, ${video}`, files: [file] };
  });
}

/** The draft as one order to the server. */
export function wantedFrom(draft: TaskDraft): Wanted {
  return {
    name: draft.name.trim(),
    projectId: draft.projectId,
    labels: toWire(draft.labels),
    files: draft.source.kind === "computer" ? filled(draft.files) : [],
    elsewhere: elsewhere(draft.source),
    more: {
      ...(draft.segmentSize && { segment_size: draft.segmentSize }),
      ...(draft.overlap !== null && { overlap: draft.overlap }),
      ...(draft.subset.trim() && { subset: draft.subset.trim() }),
      ...(draft.assignee && { assignee_id: draft.assignee.id }),
      ...(draft.replicas && { consensus_replicas: draft.replicas }),
      ...(draft.bugTracker.trim() && { bug_tracker: draft.bugTracker.trim() }),
    },
    data: {
      image_quality: draft.quality,
      ...(draft.chunkSize !== null && { chunk_size: draft.chunkSize }),
      sorting_method: draft.validation === "gt_pool" ? "random" : draft.sorting,
      ...(draft.validation !== "none" && { validation_params: validationOf(draft) }),
      ...(draft.startFrame !== null && { start_frame: draft.startFrame }),
      ...(draft.stopFrame !== null && { stop_frame: draft.stopFrame }),
      ...(draft.step !== null && draft.step > 1 && { frame_filter: `step=${draft.step}` }),
    },
  };
}

/** Those with something in them: there is nothing to label in the others. */
export function filled(files: readonly PickedFile[]): PickedFile[] {
  return files.filter(({ file }) => file.size > 0);
}

function validationOf({ validation, truthShare, honeypotShare }: TaskDraft) {
  return {
    mode: validation,
    frame_selection_method: "random_uniform",
    frame_share: truthShare / 100,
    ...(validation === "gt_pool" && { frames_per_job_share: honeypotShare / 100 }),
  };
}
