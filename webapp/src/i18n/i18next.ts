import i18next, { type FormatterModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { firstTexts } from "./catalogues";
import { FIRST } from "./languages";

/** Writes `{{count}}` and `{{…, number}}` as numbers of the language; ids and names as they are. */
const numbers: FormatterModule = {
  type: "formatter",
  init: () => {},
  add: () => {},
  addCached: () => {},
  format(value, format, language, options) {
    const counts = format === "number" || options?.interpolationkey === "count";
    return counts && typeof value === "number"
      ? new Intl.NumberFormat(language).format(value)
      : value;
  },
};

/** A text is asked for as `t("namespace:key")`. */
void i18next
  .use(initReactI18next)
  .use(numbers)
  .init({
    resources: { [FIRST]: firstTexts },
    lng: FIRST,
    fallbackLng: FIRST,
    defaultNS: "common",
    ns: Object.keys(firstTexts),
    interpolation: { escapeValue: false, alwaysFormat: true },
    react: { useSuspense: false },
  });

export { i18next };
