import { create } from "zustand";
import type { JobStage } from "../../api/types";

/** How a job is worked on. */
export const MODES = ["standard", "attributes", "tags", "single", "review"] as const;
export type WorkMode = (typeof MODES)[number];

interface ModeState {
  mode: WorkMode;
  /** In the modes that do one thing a frame: go on by itself when it is done. */
  goesOn: boolean;
  /** Which attribute is at hand in the attribute mode, from 0. */
  attribute: number;
  /** In review: the frame whose objects may be changed all the same. */
  unlocked: number | null;
  setMode: (mode: WorkMode) => void;
  setGoesOn: (goesOn: boolean) => void;
  setAttribute: (attribute: number) => void;
  unlock: (frame: number | null) => void;
}

export const useWorkMode = create<ModeState>()((set) => ({
  mode: "standard",
  goesOn: true,
  attribute: 0,
  unlocked: null,
  setMode: (mode) => set({ mode, attribute: 0, unlocked: null }),
  setGoesOn: (goesOn) => set({ goesOn }),
  setAttribute: (attribute) => set({ attribute }),
  unlock: (unlocked) => set({ unlocked }),
}));

/** A job is opened for what its stage asks for. */
export function modeFor(stage: JobStage | undefined): WorkMode {
  return stage === "validation" ? "review" : "standard";
}
