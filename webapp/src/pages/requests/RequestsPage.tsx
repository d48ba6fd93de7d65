import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { requestsQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { lazily } from "../../ui/lazily";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { SelectBox, SelectPage } from "../lists/SelectBoxes";
import { equals, listParams, type QuickFilter, scopeOf } from "../lists/search";
import { useSelection } from "../lists/selection";
import { useListSearch } from "../lists/useListSearch";
import { PageHead } from "../shell/PageHead";
import { RequestRow } from "./RequestRow";
import { requestTitle } from "./request-words";

const RequestBulk = lazily(async () => (await import("./RequestBulk")).RequestBulk);

const states = ["queued", "started", "finished", "failed"] as const;
const actions = ["create", "import", "export"] as const;

/** What the server does, did and will do for the person, live. */
export function RequestsPage() {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const filters = useRequestFilters();
  const params = listParams(search, filters, "-created_date");
  const query = useQuery(requestsQuery(params));
  const selection = useSelection(query.data?.results, scopeOf(params));
  return (
    <div>
      <PageHead title={t("requests:title")} />
      <FilterBar
        select={<SelectPage selection={selection} />}
        filters={filters}
        sorts={[]}
        count={query.data?.count}
      />
      <ListBody
        query={query}
        row={(request) => (
          <RequestRow
            key={request.id}
            request={request}
            select={
              <SelectBox item={request} name={requestTitle(request, t)} selection={selection} />
            }
          />
        )}
        empty={
          <Empty
            icon={<Activity size={22} strokeWidth={1.5} />}
            title={t("requests:empty")}
            hint={t("requests:emptyHint")}
          />
        }
      />
      {selection.items.length ? <RequestBulk selection={selection} /> : null}
    </div>
  );
}

function useRequestFilters(): QuickFilter[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      ...states.map((state) => ({
        id: state,
        group: "state",
        label: t(`requests:states.${state}`),
        logic: equals("status", state),
      })),
      ...actions.map((action) => ({
        id: action,
        group: "action",
        label: t(`requests:actions.${action}`),
        logic: equals("action", action),
      })),
    ],
    [t],
  );
}
