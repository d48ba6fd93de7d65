import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Tooltip } from "antd";
import {
  Activity,
  Blocks,
  Database,
  FolderOpen,
  Images,
  ListChecks,
  type LucideIcon,
  PanelLeftClose,
  PanelLeftOpen,
  Search,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { actions } from "../../actions";
import { requestsQuery } from "../../api/queries";
import { isOver } from "../../api/requests";
import { IconButton } from "../../ui/IconButton";
import { Keys } from "../../ui/Keys";
import { Mark } from "./Mark";
import { OrganizationSwitch } from "./OrganizationSwitch";
import styles from "./shell.module.css";
import { UserMenu } from "./UserMenu";

const useFold = create<{ folded: boolean; fold: (folded: boolean) => void }>()(
  persist((set) => ({ folded: false, fold: (folded) => set({ folded }) }), {
    name: "limn.sidebar",
    partialize: ({ folded }) => ({ folded }),
  }),
);

const places: { to: string; icon: LucideIcon; text: string }[] = [
  { to: "/projects", icon: FolderOpen, text: "shell:projects" },
  { to: "/tasks", icon: Images, text: "shell:tasks" },
  { to: "/jobs", icon: ListChecks, text: "shell:jobs" },
  { to: "/requests", icon: Activity, text: "shell:requests" },
  { to: "/storages", icon: Database, text: "shell:storages" },
  { to: "/plugins", icon: Blocks, text: "shell:plugins" },
];

/** Where one can go, and who one is. */
export function Sidebar() {
  const { t } = useTranslation();
  const { folded, fold } = useFold();
  const { data: work } = useQuery(requestsQuery({ page_size: 20 }));
  const running = work?.results.filter((request) => !isOver(request)).length ?? 0;
  return (
    <aside
      aria-label={t("shell:sidebar")}
      className={`${styles.sidebar} ${folded ? styles.folded : ""}`}
    >
      <div className={styles.brand}>
        <Mark />
        <span className={styles.name}>Limn</span>
        <IconButton
          icon={folded ? <PanelLeftOpen size={17} /> : <PanelLeftClose size={17} />}
          label={t(folded ? "shell:unfold" : "shell:fold")}
          placement="right"
          onClick={() => fold(!folded)}
        />
      </div>
      <OrganizationSwitch folded={folded} />
      <Hint text={t("shell:search")} shown={folded}>
        <button type="button" className={styles.find} onClick={() => actions.run("shell.find")}>
          <Search size={16} aria-hidden />
          <span>{t("shell:search")}</span>
          <Keys keys={actions.keysOf("shell.find")} />
        </button>
      </Hint>
      <nav aria-label={t("shell:places")} className={styles.places}>
        {places.map(({ to, icon: Icon, text }) => (
          <Hint key={to} text={t(text)} shown={folded}>
            <Link to={to} className={styles.place} activeProps={{ "aria-current": "page" }}>
              <Icon size={17} strokeWidth={1.75} aria-hidden />
              <span>{t(text)}</span>
              {to === "/requests" && running ? <em title={t("shell:running")}>{running}</em> : null}
            </Link>
          </Hint>
        ))}
      </nav>
      <UserMenu folded={folded} />
    </aside>
  );
}

function Hint({
  text,
  shown,
  children,
}: {
  text: string;
  shown: boolean;
  children: React.ReactNode;
}) {
  return (
    <Tooltip title={shown ? text : null} placement="right">
      {children}
    </Tooltip>
  );
}
