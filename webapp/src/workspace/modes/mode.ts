import { create } from "zustand";
import type { JobStage } from "../../api/types";
import type { RecordId } from "../../core/records";

/** How a job is worked on. */
export const MODES = ["standard", "attributes", "tags", "single", "review"] as const;
export type WorkMode = (typeof MODES)[number];

interface ModeState {
  mode: WorkMode;
  /** In the modes that do one thing a frame: go on by itself when it is done. */
  goesOn: boolean;
  /** In the mode of one shape: stop at frames without anything only. */
  onlyEmpty: boolean;
  /** In the mode of one shape: hand the job over after its last frame. */
  handsOver: boolean;
  /** Which attribute is at hand in the attribute mode, from 0. */
  attribute: number;
  /** In review: the frame whose objects may be changed all the same. */
  unlocked: number | null;
  /** In review: single objects that may be changed all the same, until another frame is shown. */
  released: ReadonlySet<RecordId>;
  setMode: (mode: WorkMode) => void;
  setGoesOn: (goesOn: boolean) => void;
  setOnlyEmpty: (onlyEmpty: boolean) => void;
  setHandsOver: (handsOver: boolean) => void;
  setAttribute: (attribute: number) => void;
  unlock: (frame: number | null) => void;
  /** Let objects be changed, or no longer where all of them may be. */
  toggleReleased: (ids: readonly RecordId[]) => void;
  /** Nothing may be changed any more. */
  lockAll: () => void;
}

const NONE: ReadonlySet<RecordId> = new Set();

export const useWorkMode = create<ModeState>()((set) => ({
  mode: "standard",
  goesOn: true,
  onlyEmpty: false,
  handsOver: true,
  attribute: 0,
  unlocked: null,
  released: NONE,
  setMode: (mode) => set({ mode, attribute: 0, unlocked: null, released: NONE }),
  setGoesOn: (goesOn) => set({ goesOn }),
  setOnlyEmpty: (onlyEmpty) => set({ onlyEmpty }),
  setHandsOver: (handsOver) => set({ handsOver }),
  setAttribute: (attribute) => set({ attribute }),
  unlock: (unlocked) => set({ unlocked }),
  toggleReleased: (ids) =>
    set(({ released }) => {
      const all = ids.every((id) => released.has(id));
      const others = [...released].filter((id) => !ids.includes(id));
      return { released: new Set(all ? others : [...others, ...ids]) };
    }),
  lockAll: () => set({ unlocked: null, released: NONE }),
}));

/** A job is opened for what its stage asks for. */
export function modeFor(stage: JobStage | undefined): WorkMode {
  return stage === "validation" ? "review" : "standard";
}
