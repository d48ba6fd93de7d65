import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

export type OwnTab = "objects" | "labels" | "issues" | "layers" | "guide";
/** One of ours, or the id of a panel that a plugin brought. */
export type PanelTab = OwnTab | `plugin:${string}`;
export type WorkspaceDialog =
  | "actions"
  | "propagate"
  | "layer"
  | "statistics"
  | "settings"
  | "hand-over";

export const PANEL = { least: 260, usual: 320, most: 640 } as const;

interface LayoutState {
  /** CSS px. */
  panelWidth: number;
  panelFolded: boolean;
  panelTab: PanelTab;
  timelineFolded: boolean;
  contextFolded: boolean;
  dialog: WorkspaceDialog | null;
  /** The issue that is shown with all that was said. */
  issue: number | null;
  helpOpen: boolean;
  setPanelWidth: (width: number) => void;
  togglePanel: () => void;
  toggleTimeline: () => void;
  toggleContext: () => void;
  showIssue: (issue: number | null) => void;
  showDialog: (dialog: WorkspaceDialog | null) => void;
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
      timelineFolded: false,
      contextFolded: false,
      dialog: null,
      issue: null,
      helpOpen: false,
      setPanelWidth: (width) =>
        set({ panelWidth: Math.round(Math.min(PANEL.most, Math.max(PANEL.least, width))) }),
      togglePanel: () => set((state) => ({ panelFolded: !state.panelFolded })),
      toggleTimeline: () => set((state) => ({ timelineFolded: !state.timelineFolded })),
      toggleContext: () => set((state) => ({ contextFolded: !state.contextFolded })),
      showIssue: (issue) =>
        set(issue === null ? { issue } : { issue, panelTab: "issues", panelFolded: false }),
      showDialog: (dialog) => set({ dialog }),
      showTab: (panelTab) => set({ panelTab, panelFolded: false }),
      setHelpOpen: (helpOpen) => set({ helpOpen }),
    }),
    {
      name: "limn.workspace.layout",
      storage: createJSONStorage(() => localStorage),
      partialize: ({ panelWidth, panelFolded, panelTab, timelineFolded, contextFolded }) => ({
        timelineFolded,
        contextFolded,
        panelWidth,
        panelFolded,
        panelTab,
      }),
    },
  ),
);
