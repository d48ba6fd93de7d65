import { useQuery } from "@tanstack/react-query";
import { Database } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { storageKindsQuery, storagesQuery } from "../../api/queries";
import type { StorageKind } from "../../api/types";
import { Empty } from "../../ui/Empty";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { equals, listParams, type QuickFilter } from "../lists/search";
import { useSorts } from "../lists/sorts";
import { useFields } from "../lists/useFields";
import { useHere } from "../lists/useHere";
import { useListSearch } from "../lists/useListSearch";
import { LinkButton } from "../shell/LinkButton";
import { PageHead } from "../shell/PageHead";
import { StorageRow } from "./StorageRow";

/** The newest first. */
const ORDER = "-id";

/** The storages one may use. */
export function StoragesPage() {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const { data: kinds } = useQuery(storageKindsQuery);
  const filters = useKindFilters(kinds);
  const query = useQuery(storagesQuery({ ...listParams(search, filters, ORDER), ...useHere() }));
  return (
    <div>
      <PageHead
        title={t("storages:title")}
        actions={
          <LinkButton primary to="/storages/new">
            {t("storages:new")}
          </LinkButton>
        }
      />
      <FilterBar
        placeholder={t("storages:search")}
        filters={filters}
        fields={useFields("storages")}
        sorts={useSorts("storages")}
        usualSort={ORDER}
        count={query.data?.count}
      />
      <ListBody
        query={query}
        row={(storage) => <StorageRow key={storage.id} storage={storage} kinds={kinds ?? []} />}
        empty={
          <Empty
            icon={<Database size={22} strokeWidth={1.5} />}
            title={t("storages:empty")}
            hint={t("storages:emptyHint")}
          />
        }
      />
    </div>
  );
}

function useKindFilters(kinds: readonly StorageKind[] | undefined): QuickFilter[] {
  return useMemo(
    () =>
      (kinds ?? []).map(({ name, title }) => ({
        id: name,
        group: "kind",
        label: title,
        logic: equals("provider_type", name),
      })),
    [kinds],
  );
}
