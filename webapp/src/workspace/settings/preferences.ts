import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { actions, type KeyOverrides } from "../../actions";
import type { Appearance, Editor } from "../../editor";
import type { Pictures } from "../pictures";
import type { Player } from "../player";
import { type Adjustments, AS_IT_IS, filterOf } from "./tone";

/** How the picture lies on screen when another frame comes. */
export interface Framing {
  /** Every frame begins with its whole picture. */
  readonly fitEach: boolean;
  /** All frames are turned as one. */
  readonly turnAll: boolean;
}

interface Preferences {
  appearance: Partial<Appearance>;
  adjustments: Adjustments;
  framing: Framing;
  /** Frames per second while playing. */
  speed: number;
  /** Frames of a long step. */
  step: number;
  showRemoved: boolean;
  keys: KeyOverrides;
  setAppearance: (change: Partial<Appearance>) => void;
  adjust: (change: Partial<Adjustments>) => void;
  frameBy: (change: Partial<Framing>) => void;
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
      framing: { fitEach: false, turnAll: false },
      speed: 25,
      step: 10,
      showRemoved: false,
      keys: {},
      setAppearance: (change) =>
        set(({ appearance }) => ({ appearance: { ...appearance, ...change } })),
      adjust: (change) =>
        set(({ adjustments }) => ({ adjustments: { ...adjustments, ...change } })),
      frameBy: (change) => set(({ framing }) => ({ framing: { ...framing, ...change } })),
      setPlaying: (change) => set(change),
      setKeys: (id, chosen) => set(({ keys }) => ({ keys: withKeys(keys, id, chosen) })),
      restoreKeys: () => set({ keys: {} }),
    }),
    {
      name: "limn.workspace.preferences",
      storage: createJSONStorage(() => localStorage),
      // What was kept before an adjustment was there has not got it.
      merge: (kept, now) => {
        const known = (kept ?? {}) as Partial<Preferences>;
        return { ...now, ...known, adjustments: { ...now.adjustments, ...known.adjustments } };
      },
    },
  ),
);

function withKeys(keys: KeyOverrides, id: string, chosen: readonly string[] | null): KeyOverrides {
  const { [id]: _, ...others } = keys;
  return chosen ? { ...others, [id]: chosen } : others;
}

/** Have the open job look and play as set up, until the returned function is called. */
export function followPreferences(editor: Editor, player: Player, pictures: Pictures): () => void {
  const apply = ({ appearance, adjustments, framing, speed, keys, showRemoved }: Preferences) => {
    editor.setAppearance(appearance);
    editor.setImageFilter(filterOf(adjustments));
    editor.fitsEachFrame = framing.fitEach;
    editor.turning.together = framing.turnAll;
    player.speed = speed;
    pictures.showRemoved(showRemoved);
    actions.setOverrides(keys);
  };
  apply(usePreferences.getState());
  return usePreferences.subscribe(apply);
}
