import { describe, expect, it } from "vitest";
import { LANGUAGES } from ".";

const catalogues = import.meta.glob<object>("./*/**/*.json", { eager: true, import: "default" });
const pages = import.meta.glob<string>(["../{pages,ui}/**/*.{ts,tsx}", "!../**/*.test.*"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const others = import.meta.glob<string>(
  ["../{workspace,actions,editor,api,journal,plugins}/**/*.{ts,tsx}", "!../**/*.test.*"],
  { query: "?raw", import: "default", eager: true },
);

/** The texts of each language, as `namespace:key.of.it` and what it says. */
const said = textsByLanguage();
const english = said.get("en") as Map<string, string>;
const plural = /_(zero|one|two|few|many|other)$/;

describe.each(LANGUAGES)("the catalogue of $name", ({ code }) => {
  const texts = said.get(code) ?? new Map<string, string>();
  const told = (key: string) => `${code} ${key}`;

  it("has every text that the English one has", () => {
    expect([...wantedIn(code)].filter((key) => !texts.has(key)).map(told)).toEqual([]);
  });

  it("has no text that the English one has not, and no form its language does not use", () => {
    const wanted = wantedIn(code);
    expect([...texts.keys()].filter((key) => !wanted.has(key)).map(told)).toEqual([]);
  });

  it("fills in what the English one fills in", () => {
    const differing = [...texts].filter(([key, text]) => {
      const model = english.get(key) ?? english.get(key.replace(plural, "_other"));
      return model !== undefined && blanks(text, key) !== blanks(model, key);
    });
    expect(differing.map(([key]) => told(key))).toEqual([]);
  });

  it("has no empty text", () => {
    expect([...texts].filter(([, text]) => !text.trim()).map(([key]) => told(key))).toEqual([]);
  });
});

it("a language is listed exactly when it has catalogues", () => {
  expect([...said.keys()].sort()).toEqual(LANGUAGES.map(({ code }) => code as string).sort());
});

it("every text that the app asks for is there", () => {
  const asked = asksFor({ ...pages, ...others });
  expect(asked.length).toBeGreaterThan(100);
  const known = (key: string) => english.has(key) || english.has(`${key}_other`);
  const isTree = (key: string) => [...english.keys()].some((one) => one.startsWith(`${key}.`));
  expect(asked.filter(([key]) => !known(key) && !isTree(key))).toEqual([]);
});

it("no component has a text of its own in an attribute", () => {
  const written = /\s(?:aria-label|title|placeholder|alt|label|extra|hint)="[^"]*[a-z][^"]*"/g;
  const found = Object.entries({ ...pages, ...others }).flatMap(([file, source]) =>
    file.endsWith(".tsx") ? [...source.matchAll(written)].map(([text]) => `${file}${text}`) : [],
  );
  expect(found).toEqual([]);
});

it("no page asks for a text that is fetched with the workspace only", () => {
  const late = new Set(
    Object.keys(catalogues).flatMap((path) => /^\.\/en\/workspace\/(\w+)\./.exec(path)?.[1] ?? []),
  );
  expect(late).toContain("editor");
  expect(asksFor(pages).filter(([key]) => late.has(key.split(":")[0] as string))).toEqual([]);
});

/** The keys a language needs: the English ones, with the plural forms of its own. */
function wantedIn(code: string): Set<string> {
  const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  const keys = [...english.keys()].flatMap((key) =>
    key.endsWith("_other") ? forms.map((form) => key.replace(plural, `_${form}`)) : key,
  );
  // A text for none at all is English's to have, whatever its grammar.
  const mine = (key: string) =>
    key.endsWith("_zero") || forms.some((form) => key.endsWith(`_${form}`));
  return new Set(keys.filter((key) => !plural.test(key) || mine(key)));
}

/** What a text has filled in and marked up; a plural form may say its count in words. */
function blanks(text: string, key: string): string {
  const found = [...text.matchAll(/\{\{[^}]*\}\}|<\/?\w+>/g)].map(([blank]) => blank);
  const needed = plural.test(key) ? found.filter((blank) => blank !== "{{count}}") : found;
  return [...new Set(needed)].sort().join(" ");
}

/** Every key written out in full, as `namespace:key`, with the file it is in. */
function asksFor(sources: Record<string, string>): [key: string, file: string][] {
  const namespaces = [...new Set([...english.keys()].map((key) => key.split(":")[0]))].join("|");
  const literal = new RegExp(`"((?:${namespaces}):[\\w.-]+)"`, "g");
  return Object.entries(sources).flatMap(([file, text]) =>
    [...text.matchAll(literal)].map(([, key]) => [key as string, file] as [string, string]),
  );
}

function textsByLanguage(): Map<string, Map<string, string>> {
  const all = new Map<string, Map<string, string>>();
  for (const [path, tree] of Object.entries(catalogues)) {
    const [, code = "", ...rest] = path.slice(0, -".json".length).split("/");
    const texts = all.get(code) ?? new Map<string, string>();
    for (const [key, text] of flat(tree)) texts.set(`${rest.at(-1)}:${key}`, text);
    all.set(code, texts);
  }
  return all;
}

function flat(tree: object, path = ""): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string" ? [[path + name, value]] : flat(value, `${path}${name}.`),
  );
}
