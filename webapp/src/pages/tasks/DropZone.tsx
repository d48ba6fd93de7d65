import { Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { pickers } from "./file-handles";
import { chosenFiles, droppedFiles, type PickedFile, wantedOf } from "./picked-files";
import styles from "./tasks.module.css";

interface DropZoneProps {
  onFiles: (files: PickedFile[]) => void;
  /** Lower, for when files are there already. */
  slim?: boolean;
}

/** Takes files and folders: dropped, or chosen from the disk. */
export function DropZone({ onFiles, slim = false }: DropZoneProps) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const ask = (what: "files" | "folder", input: HTMLInputElement | null) => {
    const asked = pickers()?.[what]();
    if (asked) void asked.then((found) => found.length > 0 && onFiles(wantedOf(found)));
    else input?.click();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(onFiles);
  };
  return (
    <section
      aria-label={t("tasks:files")}
      className={`${styles.drop} ${slim ? styles.slim : ""} ${over ? styles.over : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Upload size={slim ? 16 : 22} strokeWidth={1.5} aria-hidden />
      <p>
        <Trans
          i18nKey="tasks:dropHere"
          components={{
            files: <button type="button" onClick={() => ask("files", files.current)} />,
            folder: <button type="button" onClick={() => ask("folder", folder.current)} />,
          }}
        />
      </p>
      {slim ? null : <small>{t("tasks:dropKinds")}</small>}
      <input
        ref={files}
        hidden
        type="file"
        multiple
        accept="image/*,video/*,.zip,.tar,.gz,.pdf"
        onChange={(event) => onFiles(taken(event.target))}
      />
      <input
        ref={folder}
        hidden
        type="file"
        // @ts-expect-error: known to every browser, not to the types
        webkitdirectory=""
        onChange={(event) => onFiles(taken(event.target))}
      />
    </section>
  );
}

/** The files of an input, which is emptied so that the same file can be chosen again. */
function taken(input: HTMLInputElement): PickedFile[] {
  const files = chosenFiles(input.files);
  input.value = "";
  return files;
}
