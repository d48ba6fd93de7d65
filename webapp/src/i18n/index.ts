import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/** Catalogues live in `<language>/<namespace>.json`; a text is asked for as `t("namespace:key")`. */
const english = import.meta.glob<Record<string, unknown>>("./en/*.json", {
  eager: true,
  import: "default",
});

const resources = {
  en: Object.fromEntries(
    Object.entries(english).map(([path, texts]) => [path.slice("./en/".length, -5), texts]),
  ),
};

void i18next.use(initReactI18next).init({
  resources,
  lng: "en",
  fallbackLng: "en",
  defaultNS: "common",
  ns: Object.keys(resources.en),
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});

export { i18next };
