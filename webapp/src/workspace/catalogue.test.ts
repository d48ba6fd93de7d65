import { expect, test } from "vitest";
import catalogue from "../i18n/en/workspace/workspace.json";
import { STAGES, STATES } from "./job-commands";
import type { Session } from "./session";
import { workspaceActions } from "./workspace-actions";

const sources = import.meta.glob<string>("./*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

function inCatalogue(key: string): boolean {
  const find = (path: string) =>
    path
      .split(".")
      .reduce<unknown>((found, part) => (found as Record<string, unknown>)?.[part], catalogue);
  return typeof find(key) === "string" || typeof find(`${key}_other`) === "string";
}

test("every text the workspace asks for is in the catalogue", () => {
  const asked = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/"workspace:([\w.-]+)"/g)].map(([, key = ""]) => key),
  );
  expect(asked.length).toBeGreaterThan(40);
  expect(asked.filter((key) => !inCatalogue(key))).toEqual([]);
});

test("every action has a name and a heading", () => {
  const actions = workspaceActions({ pictures: { numbers: [] } } as unknown as Session);
  const asked = actions.flatMap(({ label, group = "" }) => [label, group]);
  expect(asked.map((key) => key.replace("workspace:", "")).filter((k) => !inCatalogue(k))).toEqual(
    [],
  );
});

test("stages, states and save states have names", () => {
  const saves = ["saved", "saving", "offline", "conflict", "refused"];
  const asked = [
    ...STAGES.map((stage) => `job.stages.${stage}`),
    ...STATES.map((state) => `job.states.${state}`),
    ...saves.flatMap((state) => [`save.${state}`, `save.${state}Meaning`]),
  ];
  expect(asked.filter((key) => !inCatalogue(key))).toEqual([]);
});
