import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { guideQuery } from "../pages/guides/guide";
import { Markdown } from "../pages/guides/Markdown";
import { Failure } from "../ui";
import { useSession, useSource } from "./hooks";
import styles from "./side-panel.module.css";

/** How the job is to be done, beside the picture. */
export default function GuidePanel() {
  const { t } = useTranslation();
  const { job } = useSession();
  const id = useSource(job, () => job.current.guide_id ?? null);
  const { data, error } = useQuery(guideQuery(id));
  if (error) return <Failure inline error={error} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
    <section className={styles.guide} tabIndex={0} aria-label={t("workspace:tabs.guide")}>
      {data ? <Markdown text={data.markdown ?? ""} /> : null}
    </section>
  );
}
