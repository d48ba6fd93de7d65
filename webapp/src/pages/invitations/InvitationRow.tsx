import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import type { Invitation } from "../../api/types";
import { Failure } from "../../ui/Failure";
import { personName } from "../../ui/format";
import { Time } from "../../ui/Time";
import { useQuestion } from "../../ui/useQuestion";
import { Facts } from "../lists/Rows";
import styles from "./invitations.module.css";

/** Which organization, as what, from whom; and the two answers. */
export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const answer = useAnswer(invitation);
  const { ask, question } = useQuestion({
    title: t("invitations:declineTitle", { slug: invitation.organization_info.slug }),
    losses: t("invitations:declineLosses"),
    ok: t("invitations:decline"),
    onDelete: () => answer.mutateAsync("decline"),
  });
  const { owner, role, expired, organization_info, created_date } = invitation;
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.title}>{organization_info.slug}</p>
        <p className={styles.facts}>
          <Facts
            of={[
              t("invitations:as", { role }),
              owner && t("invitations:by", { name: personName(owner) }),
              <Time key="at" at={created_date} />,
              expired && t("invitations:expired"),
            ]}
          />
        </p>
        {answer.error ? <Failure inline error={answer.error} /> : null}
      </div>
      <Button onClick={ask}>{t("invitations:decline")}</Button>
      {question}
      <Button
        type="primary"
        disabled={expired}
        loading={answer.isPending}
        onClick={() => answer.mutate("accept")}
      >
        {t("invitations:accept")}
      </Button>
    </li>
  );
}

function useAnswer({ key, organization_info }: Invitation) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (answer: "accept" | "decline") =>
      requestJson(`/api/invitations/${encodeURIComponent(key)}/${answer}`, "POST"),
    onSuccess: async (_, answer) => {
      if (answer === "accept") {
        void message.success(t("invitations:accepted", { slug: organization_info.slug }));
      }
      await queries.invalidateQueries();
    },
  });
}
