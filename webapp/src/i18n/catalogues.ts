import { FIRST, type LanguageCode } from "./languages";

/** The texts of one namespace, as a tree of keys. */
export type Texts = Record<string, unknown>;

/**
 * What is fetched together. Catalogues are `<language>/<namespace>.json` where any page may need
 * them, and `<language>/<part>/<namespace>.json` where one part of the app alone does.
 */
export type Part = "pages" | "storages" | "workspace";

/** Of the first language, for every page: there at once. */
const here = import.meta.glob<Texts>("./en/*.json", { eager: true, import: "default" });

/** Everything else, fetched when it is needed. */
const elsewhere = import.meta.glob<Texts>(["./*/*.json", "./*/*/*.json", "!./en/*.json"], {
  import: "default",
});

/** Where a catalogue belongs, by its file. */
function placeOf(path: string): { language: string; part: string; namespace: string } {
  const [, language = "", ...rest] = path.slice(0, -".json".length).split("/");
  const namespace = rest.pop() ?? "";
  return { language, part: rest[0] ?? "pages", namespace };
}

/** The texts that are there from the start, by namespace. */
export const firstTexts: Record<string, Texts> = Object.fromEntries(
  Object.entries(here).map(([path, texts]) => [placeOf(path).namespace, texts]),
);

/** The texts of a part in a language, by namespace; fetched unless they are there from the start. */
export async function fetchTexts(language: LanguageCode, part: Part) {
  if (language === FIRST && part === "pages") return firstTexts;
  const wanted = Object.entries(elsewhere).filter(([path]) => {
    const place = placeOf(path);
    return place.language === language && place.part === part;
  });
  const fetched = wanted.map(
    async ([path, get]) => [placeOf(path).namespace, await get()] as const,
  );
  return Object.fromEntries(await Promise.all(fetched));
}
