import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Building2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { organizationsQuery } from "../../api/queries";
import type { Organization } from "../../api/types";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import { personName } from "../../ui/format";
import { Time } from "../../ui/Time";
import lists from "../lists/lists.module.css";
import { Facts, RowsSkeleton } from "../lists/Rows";
import { PageHead } from "../shell/PageHead";
import { NewOrganizationDialog } from "./NewOrganizationDialog";
import styles from "./organizations.module.css";

/** The organizations one is in. */
export function OrganizationsPage() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t("organizations:new")}
    </Button>
  );
  return (
    <div>
      <PageHead title={t("organizations:title")} actions={add} />
      <All />
      {adding ? <NewOrganizationDialog onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function All() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(organizationsQuery);
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton rows={3} />;
  if (!data.length) {
    return (
      <Empty
        icon={<Building2 size={22} strokeWidth={1.5} />}
        title={t("organizations:empty")}
        hint={t("organizations:emptyHint")}
      />
    );
  }
  return (
    <ul className={lists.rows}>
      {data.map((one) => (
        <OrganizationRow key={one.id} organization={one} />
      ))}
    </ul>
  );
}

function OrganizationRow({ organization }: { organization: Organization }) {
  const { t } = useTranslation();
  const { slug, name, description, owner, created_date } = organization;
  return (
    <li className={styles.organization}>
      <p className={lists.title}>
        <Link to="/organizations/$slug" params={{ slug }}>
          {name || slug}
        </Link>
      </p>
      <p className={lists.facts}>
        <Facts
          of={[
            <span key="slug" className="mono">
              {slug}
            </span>,
            owner && t("organizations:ownedBy", { name: personName(owner) }),
            <Time key="at" at={created_date} />,
            description,
          ]}
        />
      </p>
    </li>
  );
}
