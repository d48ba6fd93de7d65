import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Images } from "lucide-react";
import { useTranslation } from "react-i18next";
import { tasksQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { lazily } from "../../ui/lazily";
import { RestoreButton } from "../backups/RestoreButton";
import { CsvButton } from "../lists/CsvButton";
import { everything } from "../lists/everything";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { SelectPage } from "../lists/SelectBoxes";
import { listParams, scopeOf } from "../lists/search";
import { useSelection } from "../lists/selection";
import { useSorts } from "../lists/sorts";
import { useFields } from "../lists/useFields";
import { useHere } from "../lists/useHere";
import { useListSearch } from "../lists/useListSearch";
import { LinkButton } from "../shell/LinkButton";
import { PageHead } from "../shell/PageHead";
import { TaskRow } from "./TaskRow";
import { useTaskFilters } from "./task-filters";

const Interrupted = lazily(async () => (await import("./kept/Interrupted")).Interrupted);
const TaskBulk = lazily(async () => (await import("./TaskBulk")).TaskBulk);

/** All tasks one may see. */
export function TasksPage() {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const filters = useTaskFilters();
  const params = { ...listParams(search, filters), ...useHere() };
  const query = useQuery(tasksQuery(params));
  const selection = useSelection(query.data?.results, scopeOf(params));
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
      <Interrupted />
      <FilterBar
        placeholder={t("tasks:search")}
        select={<SelectPage selection={selection} />}
        filters={filters}
        fields={useFields("tasks")}
        sorts={useSorts("tasks")}
        count={query.data?.count}
        more={<CsvButton kind="tasks" params={params} />}
      />
      <ListBody
        query={query}
        row={(task) => <TaskRow key={task.id} task={task} withProject selection={selection} />}
        empty={
          <Empty
            icon={<Images size={22} strokeWidth={1.5} />}
            title={t("tasks:empty")}
            hint={t("tasks:emptyHint")}
            action={<Link to="/tasks/new">{t("tasks:new")}</Link>}
          />
        }
      />
      {selection.items.length ? (
        <TaskBulk
          selection={selection}
          count={query.data?.count ?? 0}
          everything={() => everything("/api/tasks", params)}
        />
      ) : null}
    </div>
  );
}
