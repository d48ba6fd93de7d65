import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { beginSpeaking, i18next, needTexts, useLanguage } from ".";
import { languageOf, spokenWith } from "./languages";

const { choose } = useLanguage.getState();

beforeEach(() => choose("en"));
afterEach(() => localStorage.clear());

describe("before anything is chosen", () => {
  it("the first language of the browser that there is is spoken, of any region", () => {
    expect(spokenWith(["pt-BR", "de-AT", "en-GB"])).toBe("de");
    expect(spokenWith(["DE"])).toBe("de");
  });

  it("English is spoken with everybody else", () => {
    expect(spokenWith(["pt-BR"])).toBe("en");
    expect(spokenWith([])).toBe("en");
    expect(languageOf("deutsch")).toBeUndefined();
  });
});

describe("a language that is chosen", () => {
  it("is spoken at once, by the document and the component kit too", async () => {
    await choose("de");
    expect(i18next.t("shell:tasks")).toBe("Aufgaben");
    expect(document.documentElement.lang).toBe("de");
    expect(useLanguage.getState().kit.locale).toBe("de");
    await choose("en");
    expect(i18next.t("shell:tasks")).toBe("Tasks");
    expect(useLanguage.getState().kit.locale).toBe("en");
  });

  it("is kept, and spoken again at the next start", async () => {
    await choose("de");
    const kept = localStorage.getItem("limn.language") as string;
    await choose("en");
    localStorage.setItem("limn.language", kept);
    await useLanguage.persist.rehydrate();
    await beginSpeaking();
    expect(i18next.language).toBe("de");
  });

  it("of which the kept word is no longer one is as if nothing were chosen", async () => {
    localStorage.setItem("limn.language", '{"state":{"chosen":"xx"},"version":0}');
    await useLanguage.persist.rehydrate();
    expect(useLanguage.getState().chosen).toBeNull();
  });

  it("later holds when another is still being fetched", async () => {
    await Promise.all([choose("de"), choose("en")]);
    expect(i18next.language).toBe("en");
    expect(useLanguage.getState().chosen).toBe("en");
  });

  it("has the texts of a part that is opened, before and after a change", async () => {
    await choose("de");
    await needTexts("workspace");
    expect(i18next.t("editor:action.undo")).toBe("Rückgängig");
    await choose("en");
    expect(i18next.t("editor:action.undo")).toBe("Undo");
  });
});

it("words of kinds of storages are found by themselves, full stops and colons too", async () => {
  await choose("de");
  await needTexts("storages");
  const inWords = (words: string) =>
    i18next.t(words, { ns: "kinds", nsSeparator: false, keySeparator: false, defaultValue: words });
  expect(inWords("None: the bucket is public")).toBe("Keiner: Der Bucket ist öffentlich");
  expect(inWords("A plugin's own: v1.2")).toBe("A plugin's own: v1.2");
});

it("counts are written as the language writes numbers, ids are not", async () => {
  expect(i18next.t("lists:count", { count: 12_345 })).toBe("12,345 results");
  await choose("de");
  expect(i18next.t("lists:count", { count: 12_345 })).toBe("12.345 Ergebnisse");
  expect(i18next.t("jobs:name", { id: 12_345 })).toBe("Job 12345");
});
