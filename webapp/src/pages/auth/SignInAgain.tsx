import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { requestJson, signedIn } from "../../api/client";
import { selfQuery } from "../../api/queries";
import { dialogWidth } from "../../ui/tokens";
import { Floating } from "../../workspace/Chrome";
import styles from "./auth.module.css";
import { LoginForm } from "./LoginPage";
import { useSignInAgain } from "./sign-in-again";

/** Asks for the password on top of open work whose session has ended; the work stays as it is. */
export function SignInAgain() {
  const { t } = useTranslation();
  const { needed, offer, done } = useSignInAgain();
  const { data: self } = useQuery({ ...selfQuery, enabled: false });
  const queries = useQueryClient();
  useEffect(() => offer(), [offer]);
  const goOn = useCallback(() => {
    done();
    signedIn();
    void queries.invalidateQueries();
  }, [done, queries]);
  useSignInElsewhere(needed, goOn);
  return (
    <Floating>
      <Modal
        open={needed}
        title={t("auth:signInAgain.title")}
        footer={null}
        closable={false}
        width={dialogWidth.question}
      >
        <p className={styles.intro}>{t("auth:signInAgain.hint")}</p>
        <LoginForm username={self?.username} onSignedIn={goOn} />
      </Modal>
    </Floating>
  );
}

/** Notices, when one comes back to this tab, that one has signed in in another. */
function useSignInElsewhere(needed: boolean, goOn: () => void) {
  useEffect(() => {
    if (!needed) return;
    const look = () => {
      requestJson("/api/users/self").then(goOn, () => undefined);
    };
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [needed, goOn]);
}
