import type { ActivityLog } from "./log";

/** Somebody is there whose hand moved within this time, ms; told as often. */
const PAUSE = 60_000;
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel"];

/** Tell once a minute that somebody is at the page, while a hand moves there. */
export function tellPresence(log: ActivityLog, page: Document): void {
  let told = Date.now();
  const moved = () => {
    const now = Date.now();
    if (now - told < PAUSE) return;
    told = now;
    log.note("user:activity");
  };
  for (const sign of SIGNS) page.addEventListener(sign, moved, { passive: true, capture: true });
}
