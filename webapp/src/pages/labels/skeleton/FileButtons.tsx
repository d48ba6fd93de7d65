import { App } from "antd";
import { Download, Upload } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/IconButton";
import { saveFile } from "../../../ui/save-file";
import { readSkeletonFile, SkeletonFileProblem, writeSkeletonFile } from "./skeleton-file";
import type { Board } from "./use-board";

/** The skeleton as an SVG file, both ways. */
export function FileButtons({ board, name }: { board: Board; name: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const load = async (file: File) => {
    try {
      board.draw(readSkeletonFile(await file.text()));
    } catch (error) {
      if (!(error instanceof SkeletonFileProblem)) throw error;
      const { reason, details } = error;
      void message.error(t(`labels:skeleton.file.${reason}`, { file: file.name, ...details }));
    }
  };
  const save = () => {
    const file = `${name.trim() || "skeleton"}.svg`;
    saveFile(file, writeSkeletonFile(board.skeleton), "image/svg+xml");
  };
  return (
    <>
      <IconButton
        icon={<Upload size={15} />}
        label={t("labels:skeleton.load")}
        onClick={() => input.current?.click()}
      />
      <IconButton
        icon={<Download size={15} />}
        label={t("labels:skeleton.save")}
        disabled={board.skeleton.elements.length === 0}
        onClick={save}
      />
      <input
        ref={input}
        hidden
        type="file"
        accept=".svg,image/svg+xml"
        aria-label={t("labels:skeleton.load")}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = "";
          if (file) void load(file);
        }}
      />
    </>
  );
}
