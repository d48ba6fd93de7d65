export { i18next } from "./i18next";
export { beginSpeaking, followOtherTabs, needTexts, useLanguage } from "./language";
export { LANGUAGES, type LanguageCode } from "./languages";
