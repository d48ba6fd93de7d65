import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Dropdown, type MenuProps } from "antd";
import { Ellipsis, LogOut, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import type { Organization } from "../../api/types";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { IconButton } from "../../ui/IconButton";
import type { Rights } from "./rights";

interface OrganizationMenuProps {
  organization: Organization;
  rights: Rights;
}

/** The ways out of an organization: leaving it, and dissolving it. */
export function OrganizationMenu({ organization, rights }: OrganizationMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"leave" | "delete" | null>(null);
  const end = useEnding();
  const { slug, name } = organization;
  const items: NonNullable<MenuProps["items"]> = [];
  if (rights.leaves)
    items.push({ key: "leave", icon: <LogOut size={15} />, label: t("organizations:leave") });
  if (rights.deletes)
    items.push({
      key: "delete",
      icon: <Trash2 size={15} />,
      label: t("organizations:deleteTitle"),
      danger: true,
    });
  if (!items.length) return null;
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{ items, onClick: ({ key }) => setOpen(key as "leave" | "delete") }}
      >
        <IconButton icon={<Ellipsis size={17} />} label={t("common:more")} placement="top" />
      </Dropdown>
      {open === "leave" ? (
        <DeleteDialog
          title={t("organizations:leaveTitle", { name: name || slug })}
          ok={t("organizations:leave")}
          name={slug}
          losses={t("organizations:leaveLosses")}
          onDelete={() => end(`/api/memberships/${rights.leaves?.id}`)}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === "delete" ? (
        <DeleteDialog
          title={t("organizations:deleteTitle")}
          name={slug}
          losses={t("organizations:deleteLosses")}
          onDelete={() => end(`/api/organizations/${organization.id}`)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

function useEnding() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (url: string) => {
    await requestJson(url, "DELETE");
    await navigate({ to: "/organizations" });
    await queries.invalidateQueries();
  };
}
