import type { Plugin } from "../../api/types";

/** What a plugin adds, each by its name. */
export function offersOf({ offers }: Plugin): string[] {
  if (!offers) return [];
  return Array.isArray(offers) ? offers : Object.values(offers).flat();
}

/** green: runs; red: should run and does not; grey: switched off. */
export function toneOf({ enabled, state, reason }: Plugin): "green" | "red" | "grey" {
  if (!enabled) return "grey";
  const runs = ["on", "ok", "loaded", "enabled", "running", "active"].includes(state);
  return runs && !reason ? "green" : "red";
}
