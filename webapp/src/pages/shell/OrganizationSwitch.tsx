import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Dropdown, type MenuProps } from "antd";
import { Building2, ChevronsUpDown } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type Place, useOrganization } from "../../api/organization";
import { organizationsQuery } from "../../api/queries";
import type { Organization } from "../../api/types";
import styles from "./shell.module.css";

/** Menu keys; a slug never has a colon. */
const EVERYTHING = ":everything";
const PERSONAL = ":personal";
const MANAGE = ":manage";

/** Which organization's things the lists show, and new things belong to. */
export function OrganizationSwitch({ folded }: { folded: boolean }) {
  const { t } = useTranslation();
  const { place, choose } = useOrganization();
  const { data: organizations } = useQuery(organizationsQuery);
  useLeavingWhatIsGone(organizations);
  const name = nameOf(place, organizations) ?? t(place === "" ? personal : everything);
  const menu: MenuProps = {
    selectedKeys: [place === null ? EVERYTHING : place || PERSONAL],
    onClick: ({ key }) => {
      if (key !== MANAGE) choose(key === EVERYTHING ? null : key === PERSONAL ? "" : key);
    },
    items: [
      { key: EVERYTHING, label: t(everything) },
      { key: PERSONAL, label: t(personal) },
      ...(organizations ?? []).map((one) => ({ key: one.slug, label: one.name || one.slug })),
      { type: "divider" },
      { key: MANAGE, label: <Link to="/organizations">{t("organizations:manage")}</Link> },
    ],
  };
  return (
    <Dropdown trigger={["click"]} menu={menu}>
      <button
        type="button"
        className={styles.switch}
        aria-label={t("organizations:switcher", { name })}
      >
        <Building2 size={16} strokeWidth={1.75} aria-hidden />
        {folded ? null : <span>{name}</span>}
        {folded ? null : <ChevronsUpDown size={14} aria-hidden />}
      </button>
    </Dropdown>
  );
}

const everything = "organizations:everything";
const personal = "organizations:personal";

function nameOf(place: Place, organizations: readonly Organization[] = []): string | undefined {
  const found = organizations.find(({ slug }) => slug === place);
  return found ? found.name || found.slug : place || undefined;
}

/** Goes back to everything where the chosen organization is no longer one's own. */
function useLeavingWhatIsGone(organizations: readonly Organization[] | undefined) {
  const { place, choose } = useOrganization();
  useEffect(() => {
    if (place && organizations && !organizations.some(({ slug }) => slug === place)) choose(null);
  }, [place, organizations, choose]);
}
