import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui";
import styles from "./context.module.css";
import type { ContextImage } from "./context-images";

interface EnlargedProps {
  images: readonly ContextImage[];
  /** Which of them. */
  at: number;
  onShow: (at: number) => void;
  onClose: () => void;
}

/** One context image as large as the window; arrows lead to the others, Esc back. */
export function Enlarged({ images, at, onShow, onClose }: EnlargedProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const image = images[at];
  if (!image) return null;
  const step = (by: number) => onShow((at + by + images.length) % images.length);
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  };
  return (
    <dialog
      ref={dialog}
      className={styles.enlarged}
      aria-label={image.name}
      onClose={onClose}
      onKeyDown={press}
      onKeyUp={(event) => event.stopPropagation()}
    >
      <div className={styles.enlargedHead}>
        <span>{image.name}</span>
        {images.length > 1 ? (
          <>
            <IconButton
              icon={<ChevronLeft size={16} aria-hidden />}
              label={t("workspace:context.previous")}
              keys={["ArrowLeft"]}
              onClick={() => step(-1)}
            />
            <IconButton
              icon={<ChevronRight size={16} aria-hidden />}
              label={t("workspace:context.next")}
              keys={["ArrowRight"]}
              onClick={() => step(1)}
            />
          </>
        ) : null}
        <IconButton
          icon={<X size={16} aria-hidden />}
          label={t("common:close")}
          keys={["Escape"]}
          onClick={() => dialog.current?.close()}
        />
      </div>
      <img src={image.url} alt={image.name} />
    </dialog>
  );
}
