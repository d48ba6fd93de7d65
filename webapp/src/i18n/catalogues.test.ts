import { describe, expect, it } from "vitest";
import { i18next } from ".";

const sources = import.meta.glob<string>(
  ["../{pages,ui,workspace,actions,editor,plugins}/**/*.{ts,tsx}", "!../**/*.test.*"],
  { query: "?raw", import: "default", eager: true },
);

/** Every key written out in full, as `namespace:key`, with the file it is in. */
function keysInSources(): [key: string, file: string][] {
  const namespaces = Object.keys(i18next.getDataByLanguage("en") ?? {}).join("|");
  const literal = new RegExp(`"((?:${namespaces}):[\\w.-]+)"`, "g");
  return Object.entries(sources).flatMap(([file, text]) =>
    [...text.matchAll(literal)].map(([, key]) => [key as string, file] as [string, string]),
  );
}

describe("the English catalogue", () => {
  it("has every text that the app asks for", () => {
    const asked = keysInSources();
    expect(asked.length).toBeGreaterThan(100);
    const missing = asked.filter(([key]) => !i18next.exists(key, { count: 2 }));
    expect(missing).toEqual([]);
  });

  it("has no empty text", () => {
    const empty = texts(i18next.getDataByLanguage("en")).filter((text) => !text.trim());
    expect(empty).toEqual([]);
  });
});

function texts(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return Object.values(tree as object).flatMap(texts);
}
