import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

export type PanelTab = "objects" | "labels";

export const PANEL = { least: 260, usual: 320, most: 640 } as const;

interface LayoutState {
  /** CSS px. */
  panelWidth: number;
  panelFolded: boolean;
  panelTab: PanelTab;
  helpOpen: boolean;
  setPanelWidth: (width: number) => void;
  togglePanel: () => void;
  showTab: (tab: PanelTab) => void;
  setHelpOpen: (open: boolean) => void;
}

/** How the workspace is arranged; the panel is remembered on this device. */
export const useLayout = create<LayoutState>()(
  persist(
    (set) => ({
      panelWidth: PANEL.usual,
      panelFolded: false,
      panelTab: "objects",
      helpOpen: false,
      setPanelWidth: (width) =>
        set({ panelWidth: Math.round(Math.min(PANEL.most, Math.max(PANEL.least, width))) }),
      togglePanel: () => set((state) => ({ panelFolded: !state.panelFolded })),
      showTab: (panelTab) => set({ panelTab, panelFolded: false }),
      setHelpOpen: (helpOpen) => set({ helpOpen }),
    }),
    {
      name: "limn.workspace.layout",
      storage: createJSONStorage(() => localStorage),
      partialize: ({ panelWidth, panelFolded, panelTab }) => ({
        panelWidth,
        panelFolded,
        panelTab,
      }),
    },
  ),
);
