import { useVirtualizer } from "@tanstack/react-virtual";
import { Check, X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../ui/format";
import { IconButton } from "../../ui/IconButton";
import { Progress } from "../../ui/Progress";
import styles from "./tasks.module.css";

interface FileListProps {
  files: readonly { name: string; file: { size: number }; sent?: number }[];
  onRemove?: (name: string) => void;
}

const rowHeight = 32;

/** Names and sizes, and how far each file is; thousands of rows cost as much as ten. */
export function FileList({ files, onRemove }: FileListProps) {
  const { t, i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: files.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  return (
    <div ref={box} className={styles.files}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const entry = files[index];
          if (!entry) return null;
          const { name, file, sent } = entry;
          return (
            <li key={name} className={styles.file} style={{ transform: `translateY(${start}px)` }}>
              <span className={styles.fileName}>{name}</span>
              <span className={styles.fileProgress}>
                <FileState name={name} size={file.size} sent={sent} />
              </span>
              <span className={styles.fileSize}>{formatBytes(file.size, i18n.language)}</span>
              {onRemove ? (
                <IconButton
                  icon={<X size={14} />}
                  label={t("tasks:removeFile", { name })}
                  onClick={() => onRemove(name)}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function FileState({
  name,
  size,
  sent,
}: {
  name: string;
  size: number;
  sent?: number | undefined;
}) {
  if (sent === undefined || sent === 0) return null;
  if (sent >= size) return <Check size={15} className={styles.green} aria-hidden />;
  return <Progress label={name} share={sent / size} />;
}
