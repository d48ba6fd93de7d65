import { Dropdown } from "antd";
import { ArrowDown, ArrowDownUp, ArrowUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { lazily } from "../../ui/lazily";
import styles from "./lists.module.css";
import { type OrderKey, readOrder, type Sort } from "./orders";
import { usualSort } from "./search";
import { useListSearch } from "./useListSearch";

const SortPanel = lazily(async () => (await import("./SortPanel")).SortPanel);

interface SortMenuProps {
  sorts: readonly Sort[];
  /** The list's order until one is chosen, as the API says it. */
  usual?: string | undefined;
}

/** What the list is ordered by; opens the choice of keys. */
export function SortMenu({ sorts, usual = usualSort }: SortMenuProps) {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const order = readOrder(search.sort ?? usual, sorts);
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      popupRender={() => <SortPanel sorts={sorts} order={order} usual={usual} />}
    >
      <button type="button" className={styles.sort}>
        <ArrowDownUp size={14} aria-hidden />
        <span className="visually-hidden">{t("lists:order")}</span>
        {order.map((key) => (
          <span key={key.name}>
            {labelOf(key, sorts)}
            {key.down ? <ArrowDown size={13} aria-hidden /> : <ArrowUp size={13} aria-hidden />}
          </span>
        ))}
      </button>
    </Dropdown>
  );
}

function labelOf({ name }: OrderKey, sorts: readonly Sort[]): string {
  return sorts.find((sort) => sort.name === name)?.label ?? name;
}
