import { useQuery } from "@tanstack/react-query";
import { MailOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { invitationsQuery, selfQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import listStyles from "../lists/lists.module.css";
import { RowsSkeleton } from "../lists/Rows";
import { PageHead } from "../shell/PageHead";
import { InvitationRow } from "./InvitationRow";
import styles from "./invitations.module.css";

/** Invitations into organizations that wait for one's answer. */
export function InvitationsPage() {
  const { t } = useTranslation();
  const { data: self } = useQuery(selfQuery);
  return (
    <div>
      <PageHead title={t("invitations:title")} />
      <p className={styles.intro}>{t("invitations:intro")}</p>
      {self ? <Waiting user={self.id} /> : null}
    </div>
  );
}

function Waiting({ user }: { user: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(invitationsQuery(user));
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton rows={2} />;
  if (!data.length) {
    return (
      <Empty
        icon={<MailOpen size={22} strokeWidth={1.5} />}
        title={t("invitations:empty")}
        hint={t("invitations:emptyHint")}
      />
    );
  }
  return (
    <ul className={listStyles.rows}>
      {data.map((invitation) => (
        <InvitationRow key={invitation.key} invitation={invitation} />
      ))}
    </ul>
  );
}
