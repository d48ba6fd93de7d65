import type { ConfigProviderProps } from "antd";
import english from "antd/es/locale/en_US";

/** Texts of the component kit's own: its paging, its empty lists, its dialogs. */
export type KitTexts = NonNullable<ConfigProviderProps["locale"]>;

interface Language {
  /** BCP 47 tag: the name of the folder of its catalogues, and what `Intl` and `<html lang>` get. */
  readonly code: string;
  /** As its speakers call it. */
  readonly name: string;
  /** The kit's texts; the English ones are a part of it. */
  readonly kit?: () => Promise<{ default: KitTexts }>;
}

/** Every language of the app; the first one is whole at all times and stands in for others. */
export const LANGUAGES = [
  { code: "en", name: "English" },
  { code: "de", name: "Deutsch", kit: () => import("antd/es/locale/de_DE") },
] as const satisfies readonly Language[];

export type LanguageCode = (typeof LANGUAGES)[number]["code"];

export const FIRST: LanguageCode = LANGUAGES[0].code;

/** The language of that tag, whatever region or script it names; undefined when we have none. */
export function languageOf(tag: string | undefined): LanguageCode | undefined {
  const spoken = tag?.toLowerCase().split("-")[0];
  return LANGUAGES.find(({ code }) => code === spoken)?.code;
}

/** What to speak with somebody whose browser asks for these, best first. */
export function spokenWith(wanted: readonly string[]): LanguageCode {
  return wanted.map(languageOf).find((code) => code !== undefined) ?? FIRST;
}

/** The kit's texts that are there from the start. */
export const firstKitTexts: KitTexts = english;

/** The kit's texts in that language. */
export async function kitTexts(code: LanguageCode): Promise<KitTexts> {
  const language: Language | undefined = LANGUAGES.find((one) => one.code === code);
  return (await language?.kit?.())?.default ?? firstKitTexts;
}
