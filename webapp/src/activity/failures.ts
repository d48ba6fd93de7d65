import type { ActivityLog } from "./log";

/** Of one page; an error that comes with every frame says nothing new. */
const MOST = 20;
const LONGEST = 8000;

/** Tell of every error that nobody caught. */
export function tellFailures(log: ActivityLog, page: Window): void {
  page.addEventListener("error", ({ error, message }) => caught(log, error ?? message));
  page.addEventListener("unhandledrejection", ({ reason }) => caught(log, reason));
}

const told = new WeakMap<ActivityLog, number>();

/** Tell of an error that somebody did catch, and that no code should have thrown. */
export function caught(log: ActivityLog, error: unknown): void {
  const number = told.get(log) ?? 0;
  if (number >= MOST) return;
  told.set(log, number + 1);
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  log.note("send:exception", {
    obj_name: name.slice(0, 256),
    obj_val: message.slice(0, 1024),
    payload: JSON.stringify({ message, stack, page: location.pathname }).slice(0, LONGEST),
  });
}
