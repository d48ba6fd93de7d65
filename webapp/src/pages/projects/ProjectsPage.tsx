import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FolderOpen } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { projectsQuery, selfQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { lazily } from "../../ui/lazily";
import { RestoreButton } from "../backups/RestoreButton";
import { CsvButton } from "../lists/CsvButton";
import { everything } from "../lists/everything";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { SelectPage } from "../lists/SelectBoxes";
import { equals, listParams, type QuickFilter, scopeOf } from "../lists/search";
import { useSelection } from "../lists/selection";
import { useSorts } from "../lists/sorts";
import { useFields } from "../lists/useFields";
import { useHere } from "../lists/useHere";
import { useListSearch } from "../lists/useListSearch";
import { LinkButton } from "../shell/LinkButton";
import { PageHead } from "../shell/PageHead";
import { CardsSkeleton, ProjectCard } from "./ProjectCard";
import styles from "./projects.module.css";

const ProjectBulk = lazily(async () => (await import("./ProjectBulk")).ProjectBulk);

/** All projects one may see. */
export function ProjectsPage() {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const filters = useProjectFilters();
  const params = { ...listParams(search, filters), ...useHere() };
  const query = useQuery(projectsQuery(params));
  const selection = useSelection(query.data?.results, scopeOf(params));
  const create = (
    <>
      <RestoreButton kind="projects" />
      <LinkButton primary to="/projects/new">
        {t("projects:new")}
      </LinkButton>
    </>
  );
  return (
    <div>
      <PageHead title={t("projects:title")} actions={create} />
      <FilterBar
        placeholder={t("projects:search")}
        select={<SelectPage selection={selection} />}
        filters={filters}
        fields={useFields("projects")}
        sorts={useSorts("projects")}
        count={query.data?.count}
        more={<CsvButton kind="projects" params={params} />}
      />
      <ListBody
        query={query}
        className={styles.cards}
        skeleton={<CardsSkeleton />}
        row={(project) => <ProjectCard key={project.id} project={project} selection={selection} />}
        empty={
          <Empty
            icon={<FolderOpen size={22} strokeWidth={1.5} />}
            title={t("projects:empty")}
            hint={t("projects:emptyHint")}
            action={<Link to="/projects/new">{t("projects:new")}</Link>}
          />
        }
      />
      {selection.items.length ? (
        <ProjectBulk
          selection={selection}
          count={query.data?.count ?? 0}
          everything={() => everything("/api/projects", params)}
        />
      ) : null}
    </div>
  );
}

function useProjectFilters(): QuickFilter[] {
  const { t } = useTranslation();
  const { data: self } = useQuery(selfQuery);
  const me = self?.username ?? "";
  return useMemo(
    () => [
      {
        id: "mine",
        group: "who",
        label: t("lists:mine"),
        logic: { or: [equals("assignee", me), equals("owner", me)] },
      },
    ],
    [t, me],
  );
}
