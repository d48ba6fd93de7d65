import { create } from "zustand";

/** Whether the palette is open; actions open it from wherever they are run. */
export const usePalette = create<{ open: boolean; show: (open: boolean) => void }>()((set) => ({
  open: false,
  show: (open) => set({ open }),
}));
