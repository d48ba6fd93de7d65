import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { membersQuery } from "../../api/queries";
import type { Role, User } from "../../api/types";
import { FilterBar } from "../lists/FilterBar";
import { ListBody } from "../lists/ListBody";
import { equals, listParams, type QuickFilter } from "../lists/search";
import { useSorts } from "../lists/sorts";
import { useFields } from "../lists/useFields";
import { useListSearch } from "../lists/useListSearch";
import { MemberRow } from "./MemberRow";
import styles from "./organizations.module.css";
import type { Rights } from "./rights";

interface MembersProps {
  slug: string;
  self: User;
  rights: Rights;
}

/** By their names. */
const ORDER = "user";

/** Who is in an organization, and who is invited. */
export function Members({ slug, self, rights }: MembersProps) {
  const { t } = useTranslation();
  const [search] = useListSearch();
  const filters = useRoleFilters();
  const query = useQuery(membersQuery({ ...listParams(search, filters, ORDER), org: slug }));
  return (
    <section className={styles.members} aria-label={t("organizations:members")}>
      <FilterBar
        placeholder={t("organizations:search")}
        filters={filters}
        fields={useFields("members")}
        sorts={useSorts("members")}
        usualSort={ORDER}
        count={query.data?.count}
      />
      <ListBody
        query={query}
        empty={null}
        row={(member) => (
          <MemberRow
            key={member.id}
            member={member}
            rights={rights}
            isSelf={member.user.id === self.id}
          />
        )}
      />
    </section>
  );
}

const roles: readonly Role[] = ["owner", "maintainer", "supervisor", "worker"];

function useRoleFilters(): QuickFilter[] {
  const { t } = useTranslation();
  return useMemo(
    () =>
      roles.map((role) => ({
        id: role,
        group: "role",
        label: t(`organizations:roles.${role}`),
        logic: equals("role", role),
      })),
    [t],
  );
}
