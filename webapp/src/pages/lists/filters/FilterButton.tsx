import { ListFilter } from "lucide-react";
import { useTranslation } from "react-i18next";
import lists from "../lists.module.css";
import type { JsonLogic } from "../search";

interface FilterButtonProps {
  filter: JsonLogic | undefined;
  open: boolean;
  onOpen: (open: boolean) => void;
}

/** Opens the builder of rules; looks like a quick filter that is on while there are some. */
export function FilterButton({ filter, open, onOpen }: FilterButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={lists.chip}
      data-on={Boolean(filter)}
      aria-expanded={open}
      onClick={() => onOpen(!open)}
    >
      <ListFilter size={14} aria-hidden />
      {filter ? t("lists:rules", { count: comparisons(filter) }) : t("lists:filter")}
    </button>
  );
}

const joins = new Set(["and", "or", "!", "!!"]);

/** How many comparisons a filter has, whether or not the builder has words for them. */
function comparisons(logic: unknown): number {
  if (Array.isArray(logic)) return logic.reduce((sum: number, one) => sum + comparisons(one), 0);
  const [operator, told] = Object.entries((logic ?? {}) as object)[0] ?? [""];
  return joins.has(operator) ? comparisons(told) : 1;
}
