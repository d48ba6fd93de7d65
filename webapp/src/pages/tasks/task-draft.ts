import { create } from "zustand";
import type { LabelDraft } from "../labels/model";
import type { PickedFile } from "./picked-files";
import { fromComputer, type Source } from "./sources";
import { type Amount, type TruthChoice, truthByDefault } from "./truth/choice";
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
  /** The frames whose truth is drawn. */
  truth: TruthChoice;
  /** How much of a job's frames are honeypots. */
  honeypots: Amount;
  /** Names of files, one a line, with an empty line between jobs; empty: jobs are cut by size. */
  jobFiles: string;
  /** Whether other programs get chunks of a video as pictures. */
  zipChunks: boolean;
  /** Whether files of the share are copied, so that the task does not need it any more. */
  copyData: boolean;
  /** Where imports usually come from, and exports go; null: this computer. */
  sourceStorage: number | null;
  targetStorage: number | null;
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
  truth: truthByDefault,
  honeypots: { value: 5, unit: "percent" },
  jobFiles: "",
  zipChunks: false,
  copyData: false,
  sourceStorage: null,
  targetStorage: null,
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
