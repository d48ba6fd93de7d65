import { Popover } from "antd";
import { ListFilter } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui";
import { lazily } from "../../ui/lazily";
import { Floating } from "../Chrome";
import { useKeysOf } from "../hooks";
import { useObjectList } from "../objects/list-state";
import styles from "../objects/objects.module.css";

const FilterBuilder = lazily(async () => (await import("./FilterBuilder")).FilterBuilder);

/** Opens the builder of the search beside the list. */
export function FilterButton() {
  const { t } = useTranslation();
  const { building, setBuilding, noteRecent } = useObjectList();
  const keys = useKeysOf("workspace.filter");
  const open = (wanted: boolean) => {
    setBuilding(wanted);
    if (!wanted) noteRecent();
  };
  const content = (
    <Floating>
      <FilterBuilder />
    </Floating>
  );
  return (
    <Popover
      {...{ open: building, onOpenChange: open, content }}
      trigger="click"
      placement="leftTop"
      destroyOnHidden
    >
      <span>
        <IconButton
          icon={<ListFilter size={14} />}
          label={t("workspace:actions.filter")}
          keys={keys}
          pressed={building}
          className={styles.small as string}
        />
      </span>
    </Popover>
  );
}
