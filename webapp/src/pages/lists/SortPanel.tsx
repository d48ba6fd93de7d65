import { ArrowDown, ArrowUp, MoveUp, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/IconButton";
import styles from "./lists.module.css";
import { earlier, type OrderKey, type Sort, writeOrder } from "./orders";
import { useListSearch } from "./useListSearch";

interface SortPanelProps {
  sorts: readonly Sort[];
  order: readonly OrderKey[];
  usual: string;
}

/** The keys of an order, the first one first; and those that can be added. */
export function SortPanel({ sorts, order, usual }: SortPanelProps) {
  const { t } = useTranslation();
  const [search, change] = useListSearch();
  const put = (next: readonly OrderKey[]) => {
    const sort = writeOrder(next);
    change({ ...search, sort: sort === usual ? undefined : sort, page: undefined });
  };
  const others = sorts.filter(({ name }) => !order.some((key) => key.name === name));
  return (
    <div className={styles.sortPanel}>
      <ol aria-label={t("lists:sort")}>
        {order.map((key, place) => {
          const label = sorts.find(({ name }) => name === key.name)?.label ?? key.name;
          const turned = { ...key, down: !key.down };
          return (
            <li key={key.name}>
              <button
                type="button"
                aria-label={t(key.down ? "lists:falling" : "lists:rising", { label })}
                onClick={() => put(order.map((one) => (one === key ? turned : one)))}
              >
                {label}
                {key.down ? <ArrowDown size={14} /> : <ArrowUp size={14} />}
              </button>
              {place ? (
                <IconButton
                  light
                  icon={<MoveUp size={14} />}
                  label={t("lists:sortEarlier", { label })}
                  onClick={() => put(earlier(order, key.name))}
                />
              ) : null}
              {order.length > 1 ? (
                <IconButton
                  light
                  icon={<X size={14} />}
                  label={t("lists:sortWithout", { label })}
                  onClick={() => put(order.filter((one) => one !== key))}
                />
              ) : null}
            </li>
          );
        })}
      </ol>
      {others.length ? <p>{t("lists:thenBy")}</p> : null}
      <ul>
        {others.map(({ name, label, down = false }) => (
          <li key={name}>
            <button type="button" onClick={() => put([...order, { name, down }])}>
              {label}
              <Plus size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
