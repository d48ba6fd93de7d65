import { useQuery } from "@tanstack/react-query";
import { Button, Input, Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { storagesQuery } from "../../api/queries";
import { FileBrowser } from "../storages/FileBrowser";
import { type Folder, useShareFolder, useStorageFolder } from "../storages/useFolder";
import { named, type Source, type SourceKind, toggled } from "./sources";
import { useTaskDraft } from "./task-draft";
import styles from "./tasks.module.css";

const kinds: readonly SourceKind[] = ["computer", "storage", "share", "urls"];

/** Where the data comes from, and which of it; `children` picks files of this computer. */
export function SourcePicker({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  const { source } = draft;
  const set = (part: Partial<Source>) => change({ source: { ...source, ...part } });
  return (
    <>
      <Segmented<SourceKind>
        className={styles.sources}
        aria-label={t("tasks:sources.label")}
        value={source.kind}
        options={kinds.map((value) => ({ value, label: t(`tasks:sources.${value}`) }))}
        onChange={(kind) => set({ kind, taken: [], pattern: "", excluded: "" })}
      />
      {source.kind === "computer" ? children : null}
      {source.kind === "storage" ? <FromStorage /> : null}
      {source.kind === "share" ? <FromShare /> : null}
      {source.kind === "urls" ? <FromWeb /> : null}
    </>
  );
}

function FromStorage() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  const { source } = draft;
  const { data } = useQuery(storagesQuery({ page_size: 100 }));
  return (
    <>
      <Select
        className={styles.storage}
        aria-label={t("tasks:sources.storage")}
        placeholder={t("tasks:sources.chooseStorage")}
        value={source.storageId}
        options={data?.results.map(({ id, display_name }) => ({ value: id, label: display_name }))}
        onChange={(storageId) => change({ source: { ...source, storageId, taken: [] } })}
      />
      {source.storageId ? <StorageFiles key={source.storageId} id={source.storageId} /> : null}
    </>
  );
}

function StorageFiles({ id }: { id: number }) {
  const [path, setPath] = useState("");
  return <Files folder={useStorageFolder(id, path)} path={path} onOpen={setPath} />;
}

function FromShare() {
  const [path, setPath] = useState("");
  return <Files folder={useShareFolder(path)} path={path} onOpen={setPath} />;
}

interface FilesProps {
  folder: Folder;
  path: string;
  onOpen: (path: string) => void;
}

function Files(props: FilesProps) {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  const { source } = draft;
  const take = (path: string) => {
    const next = toggled(source, path);
    change({ source: next, name: named(draft.name, source, next) });
  };
  return (
    <>
      <FileBrowser {...props} taken={new Set(source.taken)} onToggle={take} />
      <div className={styles.filesHead}>
        <span>{t("tasks:sources.taken", { count: source.taken.length })}</span>
        {source.taken.length ? (
          <Button
            size="small"
            type="text"
            onClick={() => change({ source: { ...source, taken: [] } })}
          >
            {t("tasks:removeAll")}
          </Button>
        ) : null}
      </div>
      <Narrowing />
    </>
  );
}

/** Which files of the taken folders are meant: those like a pattern, or all but some. */
function Narrowing() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  const { source } = draft;
  const set = (part: Partial<Source>) => change({ source: { ...source, ...part } });
  return (
    <div className={styles.two}>
      <Input
        aria-label={t("tasks:sources.pattern")}
        placeholder={t("tasks:sources.pattern")}
        value={source.pattern}
        onChange={(event) => set({ pattern: event.target.value })}
      />
      <Input.TextArea
        aria-label={t("tasks:sources.excluded")}
        placeholder={t("tasks:sources.excluded")}
        autoSize={{ minRows: 1, maxRows: 6 }}
        value={source.excluded}
        onChange={(event) => set({ excluded: event.target.value })}
      />
    </div>
  );
}

function FromWeb() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  const { source } = draft;
  return (
    <Input.TextArea
      aria-label={t("tasks:sources.urls")}
      placeholder={t("tasks:sources.urlsHint")}
      autoSize={{ minRows: 4, maxRows: 12 }}
      value={source.urls}
      onChange={(event) => {
        const next = { ...source, urls: event.target.value };
        change({ source: next, name: named(draft.name, source, next) });
      }}
    />
  );
}
