import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tokensQuery } from "../../api/queries";
import { Failure } from "../../ui/Failure";
import { NewTokenDialog } from "./NewTokenDialog";
import styles from "./profile.module.css";
import { TokenRow } from "./TokenRow";

/** The access tokens of one's account. */
export function TokensPanel() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(tokensQuery);
  return (
    <>
      {error ? <Failure inline error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? <p className={styles.none}>{t("profile:noTokens")}</p> : null}
      {data?.length ? (
        <ul className={styles.tokens}>
          {data.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </ul>
      ) : null}
      <Button icon={<Plus size={15} />} onClick={() => setAdding(true)}>
        {t("profile:newToken")}
      </Button>
      {adding ? <NewTokenDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}
