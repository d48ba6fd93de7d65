import { create } from "zustand";
import { persist } from "zustand/middleware";
import { fetchTexts, type Part } from "./catalogues";
import { i18next } from "./i18next";
import {
  FIRST,
  firstKitTexts,
  type KitTexts,
  kitTexts,
  type LanguageCode,
  languageOf,
  spokenWith,
} from "./languages";

interface LanguageState {
  /** What the person chose, on this device; null before. */
  chosen: LanguageCode | null;
  /** What the app speaks now. */
  language: LanguageCode;
  /** The component kit's texts in it. Never none: the kit would build the whole page anew. */
  kit: KitTexts;
  /**
   * Speak another language, here and from now on. What is on screen stays as it is but for its
   * words.
   *
   * Throws when its texts cannot be fetched; then nothing has changed.
   */
  choose(language: LanguageCode): Promise<void>;
}

/** The language of the app, and how to change it. */
export const useLanguage = create<LanguageState>()(
  persist(
    (set, get) => ({
      chosen: null,
      language: FIRST,
      kit: firstKitTexts,
      choose: async (language) => {
        const before = get().chosen;
        set({ chosen: language });
        await speak(language).catch((problem) => {
          if (get().chosen === language) set({ chosen: before });
          throw problem;
        });
      },
    }),
    {
      name: "limn.language",
      partialize: ({ chosen }) => ({ chosen }),
      merge: (kept, fresh) => ({ ...fresh, chosen: chosenIn(kept) }),
    },
  ),
);

/** What is kept may be of another version of the app, or of nobody's making. */
function chosenIn(kept: unknown): LanguageCode | null {
  return languageOf(String((kept as Partial<LanguageState> | undefined)?.chosen)) ?? null;
}

const parts = new Set<Part>(["pages"]);
let wanted = FIRST;

/** Speak the person's language: the chosen one, else the first their browser asks for. */
export async function beginSpeaking(): Promise<void> {
  const { chosen } = useLanguage.getState();
  await speak(chosen ?? spokenWith(navigator.languages)).catch((problem) =>
    console.warn("The texts cannot be fetched; English stands in for them", problem),
  );
}

/** A choice in one tab holds in all of them. */
export function followOtherTabs(): void {
  const { name = "", storage } = useLanguage.persist.getOptions();
  window.addEventListener("storage", async ({ key }) => {
    if (key !== name) return;
    const chosen = chosenIn((await storage?.getItem(name))?.state);
    if (chosen) await useLanguage.getState().choose(chosen).catch(console.warn);
  });
}

/** Fetch the texts of a part of the app, before what shows them is drawn. */
export async function needTexts(part: Part): Promise<void> {
  parts.add(part);
  const { language } = useLanguage.getState();
  await Promise.all([teach(language), wanted === language ? null : teach(wanted)]);
}

/** Change over once all texts are there; of two changes under way the later one holds. */
async function speak(language: LanguageCode): Promise<void> {
  wanted = language;
  const [kit] = await Promise.all([kitTexts(language), teach(language)]);
  if (wanted !== language) return;
  await i18next.changeLanguage(language);
  useLanguage.setState({ language, kit });
  document.documentElement.lang = language;
}

/** Give i18next the texts of all parts that are in use. */
async function teach(language: LanguageCode): Promise<void> {
  const fetched = await Promise.all([...parts].map((part) => fetchTexts(language, part)));
  for (const [namespace, texts] of fetched.flatMap((part) => Object.entries(part))) {
    i18next.addResourceBundle(language, namespace, texts);
  }
}
