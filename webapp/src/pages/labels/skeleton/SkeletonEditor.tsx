import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LabelDraft } from "../model";
import type { Problem } from "../problems";
import { BoardTools } from "./BoardTools";
import { ElementList } from "./ElementList";
import { SkeletonBoard } from "./SkeletonBoard";
import styles from "./skeleton.module.css";
import { useBoard } from "./use-board";

export interface SkeletonEditorProps {
  label: LabelDraft;
  problems: ReadonlyMap<string, Problem>;
  strict: boolean;
  onChange: (label: LabelDraft) => void;
}

/** Draws a skeleton and names its elements; one that exists keeps as many as it has. */
export function SkeletonEditor({ label, problems, strict, onChange }: SkeletonEditorProps) {
  const { t } = useTranslation();
  const fixed = label.id !== undefined;
  const board = useBoard(label, fixed, ({ elements, edges }) =>
    onChange({ ...label, elements, edges }),
  );
  const [picture, setPicture] = useLocalPicture();
  const hint = fixed && board.mode === "points" ? "fixed" : board.mode;
  return (
    <div className={styles.editor}>
      <BoardTools board={board} name={label.name} picture={picture} onPicture={setPicture} />
      <SkeletonBoard board={board} picture={picture} />
      <ElementList board={board} problems={problems} strict={strict} />
      <p className={styles.hint}>{t(`labels:skeleton.hints.${hint}`)}</p>
    </div>
  );
}

/** A picture of this computer to look at, never sent; given back when it is not shown any more. */
function useLocalPicture() {
  const [file, setFile] = useState<File | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => {
      setAddress(null);
      URL.revokeObjectURL(made);
    };
  }, [file]);
  return [address, setFile] as const;
}
