import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
import { membersQuery, organizationsQuery, selfQuery } from "../../api/queries";
import type { Organization, User } from "../../api/types";
import { Failure } from "../../ui/Failure";
import { Section } from "../../ui/Section";
import { RowsSkeleton } from "../lists/Rows";
import { PageHead } from "../shell/PageHead";
import { PageSkeleton } from "../shell/PageSkeleton";
import { InviteDialog } from "./InviteDialog";
import { Members } from "./Members";
import { OrganizationMenu } from "./OrganizationMenu";
import { rightsOf } from "./rights";
import { SettingsForm } from "./SettingsForm";

/** One organization: who is in it, and what it is called. */
export function OrganizationPage() {
  const { t } = useTranslation();
  const { slug } = useParams({ from: "/signed-in/shell/organizations/$slug" });
  const { data, error, refetch } = useQuery(organizationsQuery);
  const { data: self } = useQuery(selfQuery);
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data || !self) {
    return (
      <PageSkeleton>
        <RowsSkeleton rows={4} />
      </PageSkeleton>
    );
  }
  const organization = data.find((one) => one.slug === slug);
  const missing = () => new ApiError(404, "not_found", t("shell:notFound"));
  return organization ? (
    <Known organization={organization} self={self} />
  ) : (
    <Failure error={missing()} />
  );
}

function Known({ organization, self }: { organization: Organization; self: User }) {
  const { t } = useTranslation();
  const { slug, name } = organization;
  const [inviting, setInviting] = useState(false);
  const { data: own } = useQuery(membersQuery({ org: slug, user: self.username }));
  const rights = rightsOf(self, own?.results[0]);
  return (
    <div>
      <PageHead
        title={name || slug}
        above={<Link to="/organizations">{t("organizations:title")}</Link>}
        beside={<span className="mono">{slug}</span>}
        actions={
          <>
            <OrganizationMenu organization={organization} rights={rights} />
            {rights.gives.length ? (
              <Button
                type="primary"
                icon={<UserPlus size={15} />}
                onClick={() => setInviting(true)}
              >
                {t("organizations:invite")}
              </Button>
            ) : null}
          </>
        }
      />
      <Members slug={slug} self={self} rights={rights} />
      {rights.edits ? (
        <Section title={t("organizations:settings")} hint={t("organizations:settingsHint")}>
          <SettingsForm key={organization.updated_date} organization={organization} />
        </Section>
      ) : null}
      {inviting ? (
        <InviteDialog slug={slug} roles={rights.gives} onClose={() => setInviting(false)} />
      ) : null}
    </div>
  );
}
