import type { ToolId } from "../../editor/tools/tool";
import { isEmptyFrame } from "../objects/finding";
import type { Session } from "../session";
import { nextEmpty } from "../stepping";
import { useWorkMode } from "./mode";

type Place = Pick<Session, "editor" | "pictures" | "player" | "journal">;

/** The tool that draws what the label is for: the one used last where it may be anything. */
export function toolFor({ label, drawing, tools }: Place["editor"]): ToolId {
  const type = label(drawing.labelId ?? -1)?.type ?? "any";
  return type === "any" || type === "tag" ? tools.lastDrawn : type;
}

/** Go on to the next frame to be drawn on; after the last one everything is saved, and `atEnd`. */
export async function goOn(place: Place, atEnd: () => void): Promise<void> {
  const { player, journal } = place;
  const next = following(place);
  if (next !== null) return player.goTo(next);
  await journal.saveAll();
  if (useWorkMode.getState().handsOver) atEnd();
}

/** Stop at empty frames only, and begin with one. */
export function stopAtEmpty(place: Place, onlyEmpty: boolean): void {
  useWorkMode.getState().setOnlyEmpty(onlyEmpty);
  const { store, frame } = place.editor;
  if (!onlyEmpty || isEmptyFrame((n) => store.onFrame(n), frame)) return;
  const next = nextEmpty(place, 1);
  if (next !== null) place.player.goTo(next);
}

function following(place: Place): number | null {
  if (useWorkMode.getState().onlyEmpty) return nextEmpty(place, 1);
  const { pictures, player } = place;
  return pictures.numbers.find((frame) => frame > player.state.wanted) ?? null;
}
