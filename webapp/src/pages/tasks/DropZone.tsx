import { Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { chosenFiles, droppedFiles, type PickedFile } from "./picked-files";
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
            files: <button type="button" onClick={() => files.current?.click()} />,
            folder: <button type="button" onClick={() => folder.current?.click()} />,
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
