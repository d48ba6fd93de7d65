import { Button, Segmented } from "antd";
import { Image as ImageIcon, ImageOff, Plus, Redo2, Trash2, Undo2 } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/IconButton";
import { FileButtons } from "./FileButtons";
import styles from "./skeleton.module.css";
import type { Board } from "./use-board";

interface BoardToolsProps {
  board: Board;
  /** Of the skeleton: what a file of it is called. */
  name: string;
  picture: string | null;
  onPicture: (file: File | null) => void;
}

/** What can be done at the board. */
export function BoardTools({ board, name, picture, onPicture }: BoardToolsProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.tools}>
      <Segmented
        size="small"
        aria-label={t("labels:skeleton.mode")}
        value={board.mode}
        onChange={board.setMode}
        options={[
          { value: "points", label: t("labels:skeleton.points") },
          { value: "edges", label: t("labels:skeleton.edges") },
        ]}
      />
      {board.fixed ? null : (
        <Button size="small" icon={<Plus size={14} />} onClick={board.addAnywhere}>
          {t("labels:skeleton.add")}
        </Button>
      )}
      <span className={styles.gap} />
      <IconButton
        icon={<Undo2 size={15} />}
        label={t("labels:skeleton.undo")}
        disabled={!board.undo}
        onClick={board.undo}
      />
      <IconButton
        icon={<Redo2 size={15} />}
        label={t("labels:skeleton.redo")}
        disabled={!board.redo}
        onClick={board.redo}
      />
      <IconButton
        icon={<Trash2 size={15} />}
        label={t("labels:skeleton.removeChosen")}
        disabled={!board.removable}
        onClick={() => board.remove()}
      />
      <FileButtons board={board} name={name} />
      {picture ? (
        <IconButton
          icon={<ImageOff size={15} />}
          label={t("labels:skeleton.noPicture")}
          onClick={() => onPicture(null)}
        />
      ) : (
        <IconButton
          icon={<ImageIcon size={15} />}
          label={t("labels:skeleton.picture")}
          onClick={() => input.current?.click()}
        />
      )}
      <input
        ref={input}
        hidden
        type="file"
        accept="image/*"
        aria-label={t("labels:skeleton.picture")}
        onChange={(event) => {
          onPicture(event.target.files?.[0] ?? null);
          event.target.value = "";
        }}
      />
    </div>
  );
}
