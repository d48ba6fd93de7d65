import { Dropdown, type MenuProps } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { actions } from "../actions";
import type { ContextMenuRequest } from "../editor";
import { Keys } from "../ui";
import styles from "./context-menu.module.css";
import { useSession } from "./hooks";
import { ActionIcon } from "./icons";
import { type MenuEntry, menuEntries } from "./menu-entries";

/** The menu at the pointer, for what is under it or selected. */
export function ContextMenu() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const [request, setRequest] = useState<ContextMenuRequest | null>(null);
  useEffect(() => editor.contextMenu.subscribe(setRequest), [editor]);
  useEffect(() => editor.viewport.subscribe(() => setRequest(null)), [editor]);
  if (!request) return null;
  const blocks = menuEntries(editor, request);
  if (blocks.length === 0) return null;
  const items = blocks.flatMap((block, i): Items => {
    const shown = block.map((entry) => itemOf(entry, t(entry.label)));
    return i === 0 ? shown : [{ type: "divider", key: `divider ${i}` }, ...shown];
  });
  const chosen: MenuProps["onClick"] = ({ key }) => {
    setRequest(null);
    blocks
      .flat()
      .find((entry) => entry.key === key)
      ?.run();
  };
  // antd hands these on to the menu without naming them in its types.
  const extra = { "aria-label": t("workspace:menu.name"), autoFocus: true };
  return (
    <Dropdown
      open
      trigger={["click"]}
      onOpenChange={(open) => open || setRequest(null)}
      menu={{ items, onClick: chosen, ...extra } as MenuProps}
      rootClassName={styles.menu as string}
      autoFocus
    >
      <span className={styles.anchor} style={{ left: request.screen.x, top: request.screen.y }} />
    </Dropdown>
  );
}

type Items = NonNullable<MenuProps["items"]>;

function itemOf(entry: MenuEntry, label: string): Items[number] {
  const keys = actions.get(entry.key) ? actions.keysOf(entry.key).slice(0, 1) : [];
  return {
    key: entry.key,
    label,
    icon: entry.icon ? (
      <span className={styles.icon}>
        <ActionIcon name={entry.icon} size={15} />
      </span>
    ) : null,
    extra: keys.length > 0 ? <Keys keys={keys} /> : null,
    danger: entry.danger,
  };
}
