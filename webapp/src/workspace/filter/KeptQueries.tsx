import { Star, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui";
import { type SavedQuery, useObjectList } from "../objects/list-state";
import styles from "./filter.module.css";

/** Searches kept under a name, and those of late, each there for a click. */
export function KeptQueries() {
  const { t } = useTranslation();
  const { query, saved, recent, toggleSaved, forgetRecent } = useObjectList();
  const now = query.trim();
  const others = recent.filter((each) => !saved.some((one) => one.query === each));
  return (
    <>
      {now !== "" && !saved.some((one) => one.query === now) ? (
        <button type="button" className={styles.keep} onClick={() => toggleSaved(now)}>
          <Star size={14} aria-hidden /> {t("workspace:search.save")}
        </button>
      ) : null}
      {saved.length > 0 ? (
        <section className={styles.kept} aria-label={t("workspace:filter.kept")}>
          <h3 className={styles.heading}>{t("workspace:filter.kept")}</h3>
          {saved.map((one) => (
            <Saved key={one.query} {...one} />
          ))}
        </section>
      ) : null}
      {others.length > 0 ? (
        <section className={styles.kept} aria-label={t("workspace:filter.recent")}>
          <h3 className={styles.heading}>
            {t("workspace:filter.recent")}
            <IconButton
              icon={<X size={14} />}
              label={t("workspace:filter.forgetRecent")}
              className={styles.small as string}
              onClick={forgetRecent}
            />
          </h3>
          {others.map((each) => (
            <Query key={each} query={each} />
          ))}
        </section>
      ) : null}
    </>
  );
}

function Saved({ query, name }: SavedQuery) {
  const { t } = useTranslation();
  const { nameSaved, toggleSaved } = useObjectList();
  return (
    <div className={styles.saved}>
      <input
        className={styles.name}
        value={name}
        maxLength={64}
        aria-label={t("workspace:filter.name")}
        placeholder={t("workspace:filter.name")}
        onChange={({ target }) => nameSaved(query, target.value)}
      />
      <Query query={query} />
      <IconButton
        icon={<X size={14} />}
        label={t("workspace:search.forget")}
        className={styles.small as string}
        onClick={() => toggleSaved(query)}
      />
    </div>
  );
}

/** Searches for it when it is clicked. */
function Query({ query }: { query: string }) {
  const { query: now, setQuery } = useObjectList();
  return (
    <button
      type="button"
      className={styles.query}
      title={query}
      aria-pressed={now.trim() === query}
      onClick={() => setQuery(query)}
    >
      {query}
    </button>
  );
}
