import { useQuery } from "@tanstack/react-query";
import { Segmented, Select } from "antd";
import { FileArchive, Upload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { storagesQuery } from "../../api/queries";
import { formatBytes } from "../../ui/format";
import { FileBrowser } from "../storages/FileBrowser";
import { useStorageFolder } from "../storages/useFolder";
import { type FileSource, fromComputer } from "./file-source";
import styles from "./work.module.css";

interface FileFieldProps {
  /** Names the input. */
  label: string;
  source: FileSource;
  onChange: (source: FileSource) => void;
  /** File endings offered first, as an input takes them. */
  accept?: string;
}

/** One file, of this computer or of a connected storage. */
export function FileField({ label, source, onChange, accept }: FileFieldProps) {
  const { t } = useTranslation();
  const fromStorage = { kind: "storage", storageId: null, key: "" } as const;
  return (
    <div className={styles.choice}>
      <Segmented
        size="small"
        aria-label={t("common:fileFrom")}
        value={source.kind}
        options={[
          { value: "computer", label: t("common:thisComputer") },
          { value: "storage", label: t("common:aStorage") },
        ]}
        onChange={(kind) => onChange(kind === "computer" ? fromComputer : fromStorage)}
      />
      {source.kind === "computer" ? (
        <LocalFile label={label} accept={accept} file={source.file} onChange={onChange} />
      ) : (
        <StoredFile source={source} onChange={onChange} />
      )}
    </div>
  );
}

interface LocalFileProps {
  label: string;
  accept: string | undefined;
  file: File | null;
  onChange: (source: FileSource) => void;
}

function LocalFile({ label, accept, file, onChange }: LocalFileProps) {
  const { t, i18n } = useTranslation();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    if (files?.[0]) onChange({ kind: "computer", file: files[0] });
  };
  return (
    <label
      className={styles.file}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      {file ? <FileArchive size={18} aria-hidden /> : <Upload size={18} aria-hidden />}
      {file ? (
        <span>
          <strong>{file.name}</strong> {formatBytes(file.size, i18n.language)}
        </span>
      ) : (
        t("common:dropFile")
      )}
      <input
        type="file"
        className="visually-hidden"
        aria-label={label}
        accept={accept}
        onChange={(event) => take(event.target.files)}
      />
    </label>
  );
}

type Stored = Extract<FileSource, { kind: "storage" }>;

function StoredFile({ source, onChange }: { source: Stored; onChange: (next: Stored) => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(storagesQuery({ page_size: 100 }));
  return (
    <>
      <Select
        aria-label={t("common:storage")}
        placeholder={t("common:chooseStorage")}
        value={source.storageId}
        options={data?.results.map(({ id, display_name }) => ({ value: id, label: display_name }))}
        onChange={(storageId) => onChange({ ...source, storageId, key: "" })}
      />
      {source.storageId ? (
        <StorageFiles
          key={source.storageId}
          id={source.storageId}
          taken={source.key}
          onTake={(key) => onChange({ ...source, key })}
        />
      ) : null}
    </>
  );
}

interface StorageFilesProps {
  id: number;
  taken: string;
  onTake: (key: string) => void;
}

function StorageFiles({ id, taken, onTake }: StorageFilesProps) {
  const [path, setPath] = useState("");
  return (
    <div className={styles.browser}>
      <FileBrowser
        folder={useStorageFolder(id, path)}
        path={path}
        onOpen={setPath}
        taken={new Set([taken])}
        onlyFiles
        onToggle={(key) => onTake(key === taken ? "" : key)}
      />
    </div>
  );
}
