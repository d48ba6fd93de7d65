import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { actions, type KeyOverrides } from "../../actions";
import type { Appearance, Editor } from "../../editor";
import type { Pictures } from "../pictures";
import type { Player } from "../player";

/** Of the picture alone, in per cent of how it is. */
export interface Adjustments {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
}

export const AS_IT_IS: Adjustments = { brightness: 100, contrast: 100, saturation: 100 };

interface Preferences {
  appearance: Partial<Appearance>;
  adjustments: Adjustments;
  /** Frames per second while playing. */
  speed: number;
  /** Frames of a long step. */
  step: number;
  showRemoved: boolean;
  keys: KeyOverrides;
  setAppearance: (change: Partial<Appearance>) => void;
  adjust: (change: Partial<Adjustments>) => void;
  setPlaying: (change: { speed?: number; step?: number; showRemoved?: boolean }) => void;
  setKeys: (id: string, keys: readonly string[] | null) => void;
  restoreKeys: () => void;
}

/** What an annotator set up for himself; remembered on this device. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      appearance: {},
      adjustments: AS_IT_IS,
      speed: 25,
      step: 10,
      showRemoved: false,
      keys: {},
      setAppearance: (change) =>
        set(({ appearance }) => ({ appearance: { ...appearance, ...change } })),
      adjust: (change) =>
        set(({ adjustments }) => ({ adjustments: { ...adjustments, ...change } })),
      setPlaying: (change) => set(change),
      setKeys: (id, chosen) => set(({ keys }) => ({ keys: withKeys(keys, id, chosen) })),
      restoreKeys: () => set({ keys: {} }),
    }),
    { name: "limn.workspace.preferences", storage: createJSONStorage(() => localStorage) },
  ),
);

function withKeys(keys: KeyOverrides, id: string, chosen: readonly string[] | null): KeyOverrides {
  const { [id]: _, ...others } = keys;
  return chosen ? { ...others, [id]: chosen } : others;
}

/** Have the open job look and play as set up, until the returned function is called. */
export function followPreferences(editor: Editor, player: Player, pictures: Pictures): () => void {
  const apply = ({ appearance, adjustments, speed, keys, showRemoved }: Preferences) => {
    editor.setAppearance(appearance);
    editor.setImageFilter(filterOf(adjustments));
    player.speed = speed;
    pictures.showRemoved(showRemoved);
    actions.setOverrides(keys);
  };
  apply(usePreferences.getState());
  return usePreferences.subscribe(apply);
}

function filterOf(adjustments: Adjustments): string {
  const { brightness, contrast, saturation } = adjustments;
  if (brightness === 100 && contrast === 100 && saturation === 100) return "none";
  return `brightness(${brightness}%) contrast(${contrast}%) saturate(${saturation}%)`;
}
