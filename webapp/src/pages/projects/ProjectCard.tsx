import { Link } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { previewUrl } from "../../api/queries";
import type { Project } from "../../api/types";
import { personName } from "../../ui/format";
import { Preview } from "../../ui/Preview";
import { Time } from "../../ui/Time";
import { Facts, PlaceContext } from "../lists/Rows";
import { SelectBox } from "../lists/SelectBoxes";
import type { Selection } from "../lists/selection";
import styles from "./projects.module.css";

const picture = { height: 136 };

interface ProjectCardProps {
  project: Project;
  selection: Selection<Project>;
}

/** A project in the overview. */
export function ProjectCard({ project, selection }: ProjectCardProps) {
  const { t } = useTranslation();
  const id = project.id as number;
  const count = project.tasks.count ?? 0;
  return (
    <li {...useContext(PlaceContext)} className={styles.card}>
      <Preview
        {...picture}
        src={count ? previewUrl("projects", id, project.updated_date) : undefined}
      />
      <span className={styles.select}>
        <SelectBox item={project} name={project.name ?? `#${id}`} selection={selection} />
      </span>
      <div className={styles.words}>
        <h2>
          <Link to="/projects/$projectId" params={{ projectId: id }}>
            {project.name}
          </Link>
        </h2>
        <p>
          <Facts
            of={[
              t("projects:tasks", { count }),
              project.owner && personName(project.owner),
              project.updated_date && <Time key="at" at={project.updated_date} />,
            ]}
          />
        </p>
      </div>
    </li>
  );
}

/** Cards to come, in their final size. */
export function CardsSkeleton() {
  const { t } = useTranslation();
  return (
    <ul className={styles.cards} aria-busy="true" aria-label={t("common:loading")}>
      {[0, 1, 2, 3].map((place) => (
        <li key={place} className={styles.card}>
          <Preview awaited {...picture} />
          <div className={styles.words} />
        </li>
      ))}
    </ul>
  );
}
