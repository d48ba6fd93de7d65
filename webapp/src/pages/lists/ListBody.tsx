import { Button } from "antd";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Page } from "../../api/types";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import { Pager } from "./Pager";
import { RowList } from "./RowList";
import { RowsSkeleton } from "./Rows";
import { isNarrowed } from "./search";
import { useListSearch } from "./useListSearch";

interface ListBodyProps<T> {
  query: { data?: Page<T> | undefined; error: Error | null; refetch: () => unknown };
  /** Shown when there is nothing at all, not even without filters. */
  empty: ReactNode;
  row: (item: T) => ReactNode;
  /** How the rows are laid out; a list of rows by default. */
  className?: string | undefined;
  skeleton?: ReactNode;
}

/** The rows of a list in each of their states: to come, failed, none, none that match, there. */
export function ListBody<T>({ query, empty, row, className, skeleton }: ListBodyProps<T>) {
  const { data, error, refetch } = query;
  const [search] = useListSearch();
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return skeleton ?? <RowsSkeleton />;
  if (!data.count) return isNarrowed(search) ? <NothingMatches /> : empty;
  return (
    <>
      <RowList items={data.results} row={row} className={className} />
      <Pager count={data.count} />
    </>
  );
}

function NothingMatches() {
  const { t } = useTranslation();
  const [{ sort, size }, change] = useListSearch();
  return (
    <Empty
      icon={<SearchX size={22} strokeWidth={1.5} />}
      title={t("lists:nothing")}
      hint={t("lists:nothingHint")}
      action={<Button onClick={() => change({ sort, size })}>{t("lists:clear")}</Button>}
    />
  );
}
