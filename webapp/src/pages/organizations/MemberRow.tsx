import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Select } from "antd";
import { Send, UserMinus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import type { Membership, Role } from "../../api/types";
import { Failure } from "../../ui/Failure";
import { personName } from "../../ui/format";
import { IconButton } from "../../ui/IconButton";
import { Time } from "../../ui/Time";
import { useQuestion } from "../../ui/useQuestion";
import { Facts } from "../lists/Rows";
import styles from "./organizations.module.css";
import type { Rights } from "./rights";

interface MemberRowProps {
  member: Membership;
  rights: Rights;
  isSelf: boolean;
}

/** A member or somebody who is invited: their role, and what can be done about it. */
export function MemberRow({ member, rights, isSelf }: MemberRowProps) {
  const { t } = useTranslation();
  const { user, role, is_active, joined_date, invitation } = member;
  const deeds = useDeeds(member);
  const name = personName(user);
  const { ask, question } = useQuestion({
    title: t("organizations:remove", { name }),
    losses: t("organizations:removeLosses"),
    ok: t("organizations:removeNow"),
    onDelete: () => deeds.remove.mutateAsync(),
  });
  const mayManage = !isSelf && rights.gives.includes(role);
  const error = deeds.give.error ?? deeds.resend.error;
  return (
    <li className={styles.member}>
      <span className={styles.avatar} aria-hidden>
        {name.slice(0, 1).toUpperCase()}
      </span>
      <div>
        <p className={styles.name}>{name}</p>
        <p className={styles.facts}>
          <Facts
            of={[
              name !== user.username && user.username,
              isSelf && t("organizations:you"),
              !is_active && t("organizations:pending"),
              joined_date && (
                <span key="joined">
                  {t("organizations:joined")} <Time at={joined_date} />
                </span>
              ),
            ]}
          />
        </p>
        {error ? <Failure inline error={error} /> : null}
      </div>
      {mayManage ? (
        <Select<Role>
          className={styles.role}
          aria-label={t("organizations:roleOf", { name })}
          value={deeds.give.isPending ? deeds.give.variables : role}
          options={rights.gives.map((value) => ({
            value,
            label: t(`organizations:roles.${value}`),
          }))}
          onChange={(wanted) => deeds.give.mutate(wanted)}
        />
      ) : (
        <span className={styles.roleWord}>{t(`organizations:roles.${role}`)}</span>
      )}
      <span className={styles.buttons}>
        {mayManage && !is_active && invitation ? (
          <IconButton
            icon={<Send size={16} />}
            label={t("organizations:resend", { name })}
            disabled={deeds.resend.isPending}
            onClick={() => deeds.resend.mutate()}
          />
        ) : null}
        {mayManage ? (
          <IconButton
            danger
            icon={<UserMinus size={16} />}
            label={t("organizations:remove", { name })}
            onClick={ask}
          />
        ) : null}
        {question}
      </span>
    </li>
  );
}

function useDeeds({ id, user, is_active, invitation }: Membership) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ["memberships"] });
  const invited = `/api/invitations/${encodeURIComponent(invitation ?? "")}`;
  const name = personName(user);
  return {
    give: useMutation({
      mutationFn: (role: Role) => requestJson(`/api/memberships/${id}`, "PATCH", { role }),
      onSettled,
    }),
    // Who has not answered yet is uninvited, which also takes back what the mail promised.
    remove: useMutation({
      mutationFn: () =>
        requestJson(!is_active && invitation ? invited : `/api/memberships/${id}`, "DELETE"),
      onSettled,
      onSuccess: () => void message.success(t("organizations:removed", { name })),
    }),
    resend: useMutation({
      mutationFn: () => requestJson(`${invited}/resend`, "POST"),
      onSuccess: () => void message.success(t("organizations:resent")),
    }),
  };
}
