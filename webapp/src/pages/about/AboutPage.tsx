import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { version } from "../../../package.json";
import { aboutQuery, pluginsQuery } from "../../api/queries";
import { Failure } from "../../ui/Failure";
import { Section } from "../../ui/Section";
import { Fact, FactList } from "../facts/Fact";
import { PageHead } from "../shell/PageHead";
import styles from "./about.module.css";
import { type Licence, licencesQuery } from "./licences";

/** What runs here: versions, plugins, and whose work it stands on. */
export function AboutPage() {
  const { t } = useTranslation();
  return (
    <div>
      <PageHead title={t("about:title")} />
      <Section title={t("about:versions")} hint={t("about:versionsHint")}>
        <Versions />
      </Section>
      <Section title={t("shell:plugins")} hint={t("about:pluginsHint")}>
        <Plugins />
      </Section>
      <Section title={t("about:licences")} hint={t("about:licencesHint")}>
        <Licences />
      </Section>
    </div>
  );
}

function Versions() {
  const { t } = useTranslation();
  const { data: about, error } = useQuery(aboutQuery);
  if (error) return <Failure inline error={error} />;
  return (
    <FactList>
      <Fact term={t("about:app")}>
        <span className="mono">{version}</span>
      </Fact>
      <Fact term={t("about:api")}>
        <span className="mono">{about?.version}</span>
      </Fact>
    </FactList>
  );
}

function Plugins() {
  const { t } = useTranslation();
  const { data, error } = useQuery(pluginsQuery);
  if (error) return <Failure inline error={error} />;
  const on = data?.results.filter(({ enabled }) => enabled) ?? [];
  return (
    <>
      <ul className={styles.rows} aria-busy={!data}>
        {on.map(({ name, title, version: release }) => (
          <li key={name}>
            <span>{title || name}</span>
            <span className="mono">{release}</span>
          </li>
        ))}
      </ul>
      <Link to="/plugins">{t("about:allPlugins")}</Link>
    </>
  );
}

function Licences() {
  const { data, error } = useQuery(licencesQuery);
  if (error) return <Failure inline error={error} />;
  return (
    <ul className={styles.rows} aria-busy={!data}>
      {data?.map((one) => (
        <LicenceRow key={one.name} licence={one} />
      ))}
    </ul>
  );
}

function LicenceRow({
  licence: { name, version: release, identifier, text },
}: {
  licence: Licence;
}) {
  return (
    <li>
      {text ? (
        <details>
          <summary>{name}</summary>
          <pre className={styles.text}>{text}</pre>
        </details>
      ) : (
        <span>{name}</span>
      )}
      <span className="mono">
        {release} · {identifier ?? "–"}
      </span>
    </li>
  );
}
