import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Dropdown, type MenuProps } from "antd";
import { Check, Info, Languages, LogOut, MailOpen, Settings, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { asApiError } from "../../api/errors";
import { aboutQuery, selfQuery } from "../../api/queries";
import { LANGUAGES, type LanguageCode, useLanguage } from "../../i18n";
import { personName } from "../../ui/format";
import { ThemeSwitch } from "../../ui/ThemeSwitch";
import styles from "./shell.module.css";

/** Who is signed in; theme, version and the way out. */
export function UserMenu({ folded }: { folded: boolean }) {
  const { t } = useTranslation();
  const { data: self } = useQuery(selfQuery);
  const { data: about } = useQuery(aboutQuery);
  const signOut = useSignOut();
  const languages = useLanguageMenu();
  const name = self ? personName(self) : "";
  return (
    <Dropdown
      trigger={["click"]}
      placement="topLeft"
      getPopupContainer={(button) => button.parentElement ?? document.body}
      popupRender={(menu) => (
        <div className={styles.userPanel}>
          <ThemeSwitch block />
          {menu}
          <p className={styles.version}>{about ? t("shell:version", { ...about }) : null}</p>
        </div>
      )}
      menu={{
        items: [
          {
            key: "profile",
            icon: <UserRound size={15} />,
            label: <Link to="/profile">{t("shell:profile")}</Link>,
          },
          {
            key: "settings",
            icon: <Settings size={15} />,
            label: <Link to="/settings">{t("shell:settings")}</Link>,
          },
          {
            key: "invitations",
            icon: <MailOpen size={15} />,
            label: <Link to="/invitations">{t("shell:invitations")}</Link>,
          },
          languages,
          {
            key: "about",
            icon: <Info size={15} />,
            label: <Link to="/about">{t("shell:about")}</Link>,
          },
          { type: "divider" },
          {
            key: "out",
            icon: <LogOut size={15} />,
            label: t("shell:signOut"),
            onClick: () => void signOut(),
          },
        ],
      }}
    >
      <button
        type="button"
        className={styles.user}
        aria-label={folded ? t("shell:account", { name }) : undefined}
      >
        <span className={styles.avatar} aria-hidden>
          {name.slice(0, 1).toUpperCase()}
        </span>
        {folded ? null : <span className={styles.userName}>{name}</span>}
      </button>
    </Dropdown>
  );
}

/** The languages as an entry of the menu; each is called as its speakers call it. */
function useLanguageMenu(): NonNullable<MenuProps["items"]>[number] {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { language, choose } = useLanguage();
  const mark = (code: LanguageCode) => (
    <Check size={15} visibility={code === language ? undefined : "hidden"} />
  );
  return {
    key: "language",
    icon: <Languages size={15} />,
    label: t("shell:language"),
    children: LANGUAGES.map(({ code, name }) => ({
      key: code,
      icon: mark(code),
      label: <span lang={code}>{name}</span>,
      onClick: () => choose(code).catch((error) => message.error(asApiError(error).detail)),
    })),
  };
}

function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await requestJson("/api/auth/logout", "POST");
    queries.clear();
    await navigate({ to: "/login" });
  };
}
