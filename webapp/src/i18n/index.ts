export { i18next } from "./i18next";
export { beginSpeaking, needTexts, useLanguage } from "./language";
export { LANGUAGES, type LanguageCode } from "./languages";
