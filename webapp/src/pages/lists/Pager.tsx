import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/IconButton";
import styles from "./lists.module.css";
import { pagesShown } from "./pages-shown";
import { pageSize, pageSizes } from "./search";
import { useListSearch } from "./useListSearch";

/** Leads through the pages of a list; nothing when there is one page only. */
export function Pager({ count }: { count: number }) {
  const { t } = useTranslation();
  const [search, change] = useListSearch();
  if (count <= pageSize) return null;
  const now = search.page ?? 1;
  const last = Math.ceil(count / (search.size ?? pageSize));
  const go = (page: number) => change({ ...search, page: page > 1 ? page : undefined });
  return (
    <nav className={styles.pager} aria-label={t("lists:pages")}>
      <PageSize />
      <IconButton
        icon={<ChevronLeft size={16} />}
        label={t("lists:previousPage")}
        placement="top"
        disabled={now <= 1}
        onClick={() => go(now - 1)}
      />
      {pagesShown(now, last).map((page, place, all) => (
        <button
          key={page}
          type="button"
          className={styles.pageNumber}
          data-gap={place > 0 && page - (all[place - 1] as number) > 1}
          aria-label={t("lists:page", { page })}
          aria-current={page === now ? "page" : undefined}
          onClick={() => go(page)}
        >
          {page}
        </button>
      ))}
      <IconButton
        icon={<ChevronRight size={16} />}
        label={t("lists:nextPage")}
        placement="top"
        disabled={now >= last}
        onClick={() => go(now + 1)}
      />
    </nav>
  );
}

/** How many rows a page has; the first of those that are shown now stays among them. */
function PageSize() {
  const { t } = useTranslation();
  const [search, change] = useListSearch();
  const now = search.size ?? pageSize;
  const resize = (size: number) => {
    const page = Math.floor((((search.page ?? 1) - 1) * now) / size) + 1;
    change({
      ...search,
      size: size === pageSize ? undefined : size,
      page: page > 1 ? page : undefined,
    });
  };
  return (
    <label className={styles.pageSize}>
      {t("lists:pageSize")}
      <select value={now} onChange={(event) => resize(Number(event.target.value))}>
        {pageSizes.map((size) => (
          <option key={size}>{size}</option>
        ))}
      </select>
    </label>
  );
}
