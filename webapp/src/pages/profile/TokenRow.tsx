import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { tokensQuery } from "../../api/queries";
import type { AccessToken } from "../../api/types";
import { IconButton } from "../../ui/IconButton";
import { Time } from "../../ui/Time";
import { useQuestion } from "../../ui/useQuestion";
import { Facts } from "../lists/Rows";
import styles from "./profile.module.css";

/** A token: what it may, how long, when it was used; and its end. */
export function TokenRow({ token }: { token: AccessToken }) {
  const { t } = useTranslation();
  const { ask, question } = useQuestion({
    title: t("profile:revoke", { name: token.name }),
    losses: t("profile:revokeLosses"),
    ok: t("profile:revokeNow"),
    onDelete: useRevoking(token),
  });
  return (
    <li className={styles.token}>
      <div>
        <p className={styles.tokenName}>{token.name}</p>
        <p className={styles.facts}>
          <Facts
            of={[
              t(token.read_only ? "profile:reads" : "profile:writes"),
              <Expiry key="expiry" at={token.expiry_date} />,
              token.last_used_date ? (
                <span key="used">
                  {t("profile:used")} <Time at={token.last_used_date} />
                </span>
              ) : (
                t("profile:neverUsed")
              ),
            ]}
          />
        </p>
      </div>
      <IconButton
        danger
        icon={<Trash2 size={16} />}
        label={t("profile:revoke", { name: token.name })}
        onClick={ask}
      />
      {question}
    </li>
  );
}

function Expiry({ at }: { at: string | null }) {
  const { t, i18n } = useTranslation();
  if (!at) return t("profile:endless");
  const when = new Date(at);
  const date = when.toLocaleDateString(i18n.language, { dateStyle: "medium" });
  return t(when < new Date() ? "profile:ended" : "profile:until", { date });
}

function useRevoking({ id, name }: AccessToken) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return async () => {
    await requestJson(`/api/auth/access_tokens/${id}`, "DELETE");
    void message.success(t("profile:revoked", { name }));
    await queries.invalidateQueries({ queryKey: tokensQuery.queryKey });
  };
}
