import { useTranslation } from "react-i18next";
import type { Project } from "../../api/types";
import { personName } from "../../ui/format";
import { Time } from "../../ui/Time";
import { EditableFacts, type EditablePatch } from "../facts/Editable";
import { Fact, FactList } from "../facts/Fact";
import { useChange } from "../facts/useChange";

/** What is known about a project; what can be changed is changed here. */
export function ProjectFacts({ project }: { project: Project }) {
  const { t } = useTranslation();
  const change = useChange<EditablePatch>("projects", project.id as number);
  return (
    <FactList wide>
      <Fact term={t("tasks:owner")}>{project.owner && personName(project.owner)}</Fact>
      <EditableFacts of={project} {...change} />
      <Fact term={t("tasks:changed")}>
        {project.updated_date && <Time at={project.updated_date} />}
      </Fact>
    </FactList>
  );
}
