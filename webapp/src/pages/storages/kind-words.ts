import { useTranslation } from "react-i18next";

/**
 * Says in the person's language what a kind of storage calls itself and its fields. Of kinds that
 * come with Limn the catalogue has every word; others' stand as they are.
 */
export function useKindWords(): (words: string) => string {
  const { t } = useTranslation();
  return (words) =>
    words &&
    t(words, { ns: "kinds", nsSeparator: false, keySeparator: false, defaultValue: words });
}
