import type { Player } from "./player";

const PAUSE_MS = 200;

/** The frame the address names, or `null`. */
export function frameInAddress(search = location.search): number | null {
  const text = new URLSearchParams(search).get("frame");
  const frame = text ? Number(text) : Number.NaN;
  return Number.isInteger(frame) ? frame : null;
}

/** Keep the frame in the address, without filling the browser's history; returns how to stop. */
export function followInAddress(player: Player): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = player.subscribe(() => {
    clearTimeout(timer);
    if (!player.state.playing) timer = setTimeout(() => write(player.state.wanted), PAUSE_MS);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

function write(frame: number): void {
  if (frameInAddress() === frame) return;
  const url = new URL(location.href);
  url.searchParams.set("frame", `${frame}`);
  history.replaceState(history.state, "", url);
}
