import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FolderOpen } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { projectsQuery, selfQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { RestoreButton } from "../backups/RestoreButton";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { equals, listParams, type QuickFilter } from "../lists/search";
import { useSorts } from "../lists/sorts";
import { useHere } from "../lists/useHere";
import { useListSearch } from "../lists/useListSearch";
import { LinkButton } from "../shell/LinkButton";
import { PageHead } from "../shell/PageHead";
import { CardsSkeleton, ProjectCard } from "./ProjectCard";
import styles from "./projects.module.css";

/** All projects one may see. */
export function ProjectsPage() {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const filters = useProjectFilters();
  const query = useQuery(projectsQuery({ ...listParams(search, filters), ...useHere() }));
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
        filters={filters}
        sorts={useSorts()}
        count={query.data?.count}
      />
      <ListBody
        query={query}
        className={styles.cards}
        skeleton={<CardsSkeleton />}
        row={(project) => <ProjectCard key={project.id} project={project} />}
        empty={
          <Empty
            icon={<FolderOpen size={22} strokeWidth={1.5} />}
            title={t("projects:empty")}
            hint={t("projects:emptyHint")}
            action={<Link to="/projects/new">{t("projects:new")}</Link>}
          />
        }
      />
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
