import { Button, Checkbox } from "antd";
import { File, Folder as FolderIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../ui/Failure";
import styles from "./storages.module.css";
import type { Entry, Folder } from "./useFolder";

interface FileBrowserProps {
  folder: Folder;
  /** Of the folder: empty, or with a slash at its end. */
  path: string;
  onOpen: (path: string) => void;
  /** Paths that are taken, folders with a slash at their end; absent: nothing can be taken. */
  taken?: ReadonlySet<string>;
  onToggle?: (path: string) => void;
  /** Whether folders can only be opened, not taken. */
  onlyFiles?: boolean;
}

/** The folders and files of a storage or share, a folder at a time. */
export function FileBrowser(props: FileBrowserProps) {
  const { folder, path, onOpen, taken, onToggle, onlyFiles = false } = props;
  const { t } = useTranslation();
  const { entries, error, more, busy } = folder;
  return (
    <div className={styles.browser} aria-busy={busy && !entries}>
      <Trail path={path} onOpen={onOpen} />
      {error ? <Failure inline error={error} /> : null}
      {entries?.length === 0 ? <p className={styles.nothing}>{t("storages:nothing")}</p> : null}
      <ul className={styles.entries}>
        {entries?.map((entry) => {
          const whole = path + entry.name + (entry.isFolder ? "/" : "");
          return (
            <li key={whole} className={styles.entry}>
              {taken && !(onlyFiles && entry.isFolder) ? (
                <Checkbox
                  aria-label={t("storages:take", { name: entry.name })}
                  checked={taken.has(whole)}
                  onChange={() => onToggle?.(whole)}
                />
              ) : null}
              <Name entry={entry} onOpen={() => onOpen(whole)} />
            </li>
          );
        })}
      </ul>
      {more ? (
        <Button size="small" type="text" loading={busy} onClick={more}>
          {t("storages:more")}
        </Button>
      ) : null}
    </div>
  );
}

function Name({ entry: { name, isFolder }, onOpen }: { entry: Entry; onOpen: () => void }) {
  const { t } = useTranslation();
  if (!isFolder) {
    return (
      <span className={styles.file}>
        <File size={15} strokeWidth={1.5} aria-hidden />
        {name}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={styles.folder}
      aria-label={t("storages:open", { name })}
      onClick={onOpen}
    >
      <FolderIcon size={15} strokeWidth={1.5} aria-hidden />
      {name}
    </button>
  );
}

/** The folders above, each a way back. */
function Trail({ path, onOpen }: { path: string; onOpen: (path: string) => void }) {
  const { t } = useTranslation();
  const parts = path.split("/").filter(Boolean);
  return (
    <nav className={styles.trail} aria-label={t("storages:path")}>
      <button type="button" onClick={() => onOpen("")}>
        {t("storages:root")}
      </button>
      {parts.map((part, i) => {
        const whole = `${parts.slice(0, i + 1).join("/")}/`;
        return (
          <button key={whole} type="button" onClick={() => onOpen(whole)}>
            {part}
          </button>
        );
      })}
    </nav>
  );
}
