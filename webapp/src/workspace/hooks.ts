import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import { actions } from "../actions";
import type { AnnotationRecord, RecordId } from "../core/records";
import type { JournalStatus } from "../journal/status";
import type { PlayerState } from "./player";
import type { Session } from "./session";

export const SessionContext = createContext<Session | null>(null);

/** The open job; only inside the workspace. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("there is no open job here");
  return session;
}

interface Source {
  subscribe(listener: () => void): () => void;
}

/** What `read` gives, again after every change of `source`; equal things must be the same. */
export function useSource<T>(source: Source, read: () => T): T {
  const subscribe = useCallback((listener: () => void) => source.subscribe(listener), [source]);
  return useSyncExternalStore(subscribe, read);
}

export function usePlayer(): PlayerState {
  const { player } = useSession();
  return useSource(player, () => player.state);
}

export function useJournalStatus(): JournalStatus {
  const { journal } = useSession();
  return useSource(journal, () => journal.status);
}

/** The frame that is on screen. */
export function useShownFrame(): number {
  const { editor } = useSession();
  return useSource(editor.settingsChanged, () => editor.frame);
}

/** Records that stand on the frame on screen, in the order of first appearance. */
export function useFrameRecords(): readonly AnnotationRecord[] {
  const { editor } = useSession();
  const frame = useShownFrame();
  return useSource(editor.store, () => editor.store.onFrame(frame));
}

export function useSelected(): ReadonlySet<RecordId> {
  const { editor } = useSession();
  return useSource(editor.selection, () => editor.selection.ids);
}

/** Grows whenever a record is hidden, locked or shown again. */
export function useFlagsVersion(): number {
  const { editor } = useSession();
  return useSource(editor.flags, () => editor.flags.version);
}

export function useDrawing() {
  const { editor } = useSession();
  return useSource(editor.settingsChanged, () => editor.drawing);
}

const NO_KEYS: readonly string[] = [];

/** The keys of an action as they are now. */
export function useKeysOf(id: string): readonly string[] {
  return useSource(actions, () => (actions.get(id) ? actions.keysOf(id) : NO_KEYS));
}
