import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { selfQuery } from "../../api/queries";
import { Section } from "../../ui/Section";
import { PageHead } from "../shell/PageHead";
import { PageSkeleton } from "../shell/PageSkeleton";
import { NamesForm } from "./NamesForm";
import { PasswordForm } from "./PasswordForm";
import { TokensPanel } from "./TokensPanel";

/** One's own account: names, password, access tokens. */
export function ProfilePage() {
  const { t } = useTranslation();
  const { data: self } = useQuery(selfQuery);
  if (!self) return <PageSkeleton />;
  return (
    <div>
      <PageHead title={t("profile:title")} />
      <Section title={t("profile:names")} hint={t("profile:namesHint")}>
        <NamesForm self={self} />
      </Section>
      <Section title={t("profile:password")} hint={t("profile:passwordHint")}>
        <PasswordForm username={self.username} />
      </Section>
      <Section title={t("profile:tokens")} hint={t("profile:tokensHint")}>
        <TokensPanel />
      </Section>
    </div>
  );
}
