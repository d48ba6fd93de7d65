import { Dropdown, type MenuProps } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { actions, isEnabled } from "../actions";
import type { ContextMenuRequest, Editor } from "../editor";
import { Keys } from "../ui";
import styles from "./context-menu.module.css";
import { useSession } from "./hooks";
import { ActionIcon } from "./icons";

/** What the menu of an object offers, in blocks; what cannot be done now is left out. */
const BLOCKS = [
  ["paint", "redraw", "slice", "simplify", "turn-around", "reset-perspective"],
  ["toggle-keyframe", "toggle-outside", "split", "merge", "join", "group", "ungroup"],
  ["toggle-occluded", "toggle-locked", "toggle-hidden", "toggle-pinned"],
  ["copy", "duplicate", "paste", "paste-in-place"],
  ["to-front", "forward", "backward", "to-back"],
  ["focus-object", "remove"],
];

/** When an action that asks for its objects makes sense for those at hand. */
const FITS: Readonly<Record<string, (editor: Editor) => boolean>> = {
  slice: (editor) => typesOf(editor).every((type) => type === "polygon" || type === "mask"),
  split: (editor) => editor.targets.some((id) => editor.operations.canSplit(id)),
  merge: (editor) => editor.targets.length > 1,
  join: (editor) => editor.targets.length > 1,
  group: (editor) => editor.targets.length > 1,
  ungroup: (editor) => editor.targets.some((id) => (editor.store.get(id)?.group ?? 0) > 0),
};

function typesOf({ scene, targets }: Editor): (string | undefined)[] {
  return targets.map((id) => scene.item(id)?.shape.type);
}

type Items = NonNullable<MenuProps["items"]>;

/** The menu at the pointer, for what is under it or selected. */
export function ContextMenu() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const [request, setRequest] = useState<ContextMenuRequest | null>(null);
  useEffect(() => editor.contextMenu.subscribe(setRequest), [editor]);
  useEffect(() => editor.viewport.subscribe(() => setRequest(null)), [editor]);
  if (!request) return null;
  const items = [...vertexItems(request, editor.isEditable), ...actionItems()].flatMap(
    (block, i): Items => (i === 0 ? block : [{ type: "divider", key: `divider ${i}` }, ...block]),
  );
  if (items.length === 0) return null;
  const chosen: MenuProps["onClick"] = ({ key }) => {
    const { id, vertex } = request;
    setRequest(null);
    if (key === "remove-point" && id !== null && vertex !== null) editor.removeVertex(id, vertex);
    else if (key === "set-start" && id !== null && vertex !== null)
      editor.operations.setStart(id, vertex);
    else actions.run(key);
  };
  return (
    <Dropdown
      open
      trigger={["click"]}
      onOpenChange={(open) => open || setRequest(null)}
      menu={
        {
          items,
          onClick: chosen,
          "aria-label": t("workspace:menu.name"),
          autoFocus: true,
        } as MenuProps
      }
      rootClassName={styles.menu as string}
      autoFocus
    >
      <span className={styles.anchor} style={{ left: request.screen.x, top: request.screen.y }} />
    </Dropdown>
  );

  function vertexItems(
    { id, vertex }: ContextMenuRequest,
    editable: (id: string) => boolean,
  ): Items[] {
    if (id === null || vertex === null || Number.isNaN(vertex) || !editable(id)) return [];
    const type = editor.scene.item(id)?.shape.type;
    const start = { key: "set-start", label: t("workspace:menu.setStart") };
    return [
      [
        { key: "remove-point", label: t("workspace:menu.removePoint") },
        ...(type === "polygon" ? [start] : []),
      ],
    ];
  }

  function actionItems(): Items[] {
    return BLOCKS.map((names) =>
      names.flatMap((name): Items => {
        const action = actions.get(`editor.${name}`);
        if (!action || !isEnabled(action) || !(FITS[name]?.(editor) ?? true)) return [];
        const keys = actions.keysOf(action.id).slice(0, 1);
        return [
          {
            key: action.id,
            icon: (
              <span className={styles.icon}>
                <ActionIcon name={action.icon} size={15} />
              </span>
            ),
            label: t(action.label),
            extra: keys.length > 0 ? <Keys keys={keys} /> : null,
            danger: name === "remove",
          },
        ];
      }),
    ).filter((block) => block.length > 0);
  }
}
