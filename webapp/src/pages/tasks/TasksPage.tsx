import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Images } from "lucide-react";
import { useTranslation } from "react-i18next";
import { tasksQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { RestoreButton } from "../backups/RestoreButton";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { listParams } from "../lists/search";
import { useSorts } from "../lists/sorts";
import { useHere } from "../lists/useHere";
import { useListSearch } from "../lists/useListSearch";
import { LinkButton } from "../shell/LinkButton";
import { PageHead } from "../shell/PageHead";
import { TaskRow } from "./TaskRow";
import { useTaskFilters } from "./task-filters";

/** All tasks one may see. */
export function TasksPage() {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const filters = useTaskFilters();
  const query = useQuery(tasksQuery({ ...listParams(search, filters), ...useHere() }));
  const create = (
    <>
      <RestoreButton kind="tasks" />
      <LinkButton primary to="/tasks/new">
        {t("tasks:new")}
      </LinkButton>
    </>
  );
  return (
    <div>
      <PageHead title={t("tasks:title")} actions={create} />
      <FilterBar
        placeholder={t("tasks:search")}
        filters={filters}
        sorts={useSorts()}
        count={query.data?.count}
      />
      <ListBody
        query={query}
        row={(task) => <TaskRow key={task.id} task={task} withProject />}
        empty={
          <Empty
            icon={<Images size={22} strokeWidth={1.5} />}
            title={t("tasks:empty")}
            hint={t("tasks:emptyHint")}
            action={<Link to="/tasks/new">{t("tasks:new")}</Link>}
          />
        }
      />
    </div>
  );
}
